package io.ironpost.daemon.metrics;

import java.time.Duration;
import java.time.Instant;

/// @param configPath the file that was read; empty when there was none
public record ProgramFigures(
    String version, long pid, Instant startedAt, Duration uptime, String configPath) {}
