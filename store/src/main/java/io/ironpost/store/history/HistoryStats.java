package io.ironpost.store.history;

import java.time.Instant;
import java.util.Optional;

/// What is kept.
///
/// @param kind `sqlite`, `postgresql`
/// @param bytes in use; for PostgreSQL an estimate ([RetentionLimits])
/// @param oldest when the oldest alert was last told; empty when there is none
/// @param newest likewise
public record HistoryStats(
    String kind, long alerts, long bytes, Optional<Instant> oldest, Optional<Instant> newest) {}
