package io.ironpost.rules.match;

/// What a rule may cost.
///
/// @param ruleNanos a rule of which most evaluations take longer than this is parked
public record EngineLimits(long ruleNanos) {
  /// A rule that takes 2 ms a time would hold a core at 500 candidate events a second. The slowest
  /// of SigmaHQ's takes microseconds.
  public static final long DEFAULT_RULE_NANOS = 2_000_000;

  public static EngineLimits defaults() {
    return new EngineLimits(DEFAULT_RULE_NANOS);
  }
}
