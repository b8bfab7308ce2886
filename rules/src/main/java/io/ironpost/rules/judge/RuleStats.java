package io.ironpost.rules.judge;

/// What a loaded rule did and cost since it was loaded.
///
/// @param hits events that an event rule matched, or times that a correlation came true
/// @param samples evaluations that were timed; 0 for a correlation, which is not
/// @param averageNanos of a timed evaluation
/// @param parked found too slow and left out until the next load
public record RuleStats(
    String id, String title, long hits, long samples, long averageNanos, boolean parked) {}
