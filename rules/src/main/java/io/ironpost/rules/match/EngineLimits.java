package io.ironpost.rules.match;

/// What a rule may cost.
///
/// @param ruleNanos a rule of which most evaluations take longer than this is parked
/// @param nanosPerByte what an evaluation may take longer for each byte of the line: the attacker
///   chooses how long lines are, and must not choose which rules are parked
public record EngineLimits(long ruleNanos, long nanosPerByte) {
  /// A rule that takes 2 ms a time would hold a core at 500 candidate events a second. The slowest
  /// of SigmaHQ's takes microseconds.
  public static final long DEFAULT_RULE_NANOS = 2_000_000;

  /// A thousand times what a linear automaton takes for a byte.
  public static final long DEFAULT_NANOS_PER_BYTE = 1_000;

  public static EngineLimits defaults() {
    return new EngineLimits(DEFAULT_RULE_NANOS, DEFAULT_NANOS_PER_BYTE);
  }
}
