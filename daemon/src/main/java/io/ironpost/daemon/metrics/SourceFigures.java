package io.ironpost.daemon.metrics;

import io.ironpost.core.module.Health;

/// One input.
///
/// @param name as the user named it (a path, `syslog-udp`)
/// @param kind the collector's word: `file`, `journald`, `syslog`
/// @param lines read since the start
/// @param malformed of `lines`, those of a known format that are broken
/// @param backlogBytes known to be there and not read yet; zero where nobody can know
public record SourceFigures(
    String name,
    String kind,
    Health health,
    long lines,
    long bytes,
    long malformed,
    long backlogBytes) {}
