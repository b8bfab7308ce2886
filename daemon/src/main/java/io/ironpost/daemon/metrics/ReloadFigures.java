package io.ironpost.daemon.metrics;

import java.time.Instant;
import java.util.Optional;

/// How the configuration was read again since the start.
///
/// @param failures reloads that were refused as a whole; the old configuration went on
/// @param lastSuccess the start counts: the configuration was read then too
/// @param lastResult in one sentence; empty before the first reload
public record ReloadFigures(
    long successes, long failures, Optional<Instant> lastSuccess, String lastResult) {}
