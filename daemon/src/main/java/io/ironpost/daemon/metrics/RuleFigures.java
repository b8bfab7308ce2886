package io.ironpost.daemon.metrics;

/// One loaded rule.
///
/// @param hits sightings since the rule was loaded
/// @param costNanos time spent in it since then, where it is measured; else zero
/// @param parked whether it was set aside because it cost too much
public record RuleFigures(String id, String title, long hits, long costNanos, boolean parked) {}
