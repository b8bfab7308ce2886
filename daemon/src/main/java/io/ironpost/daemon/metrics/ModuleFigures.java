package io.ironpost.daemon.metrics;

import io.ironpost.core.module.Health;

/// @param restarts after failures, since the program started
public record ModuleFigures(String name, Health health, long restarts) {}
