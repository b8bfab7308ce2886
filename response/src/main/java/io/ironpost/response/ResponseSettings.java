package io.ironpost.response;

import java.time.Duration;

/// What users set of the response, beside policies.
///
/// @param maxActionsPerMinute of all policies together; people are not counted
/// @param maxInForce actions that hold at one time
/// @param approvalTimeout how long a person has to answer
/// @param keepFor how long the journal keeps what has ended
/// @param maxKept of what has ended
public record ResponseSettings(
    int maxActionsPerMinute,
    int maxInForce,
    Duration approvalTimeout,
    Duration keepFor,
    int maxKept) {
  /// A botnet shows a few hundred addresses a minute; more than this is a spoofed flood or a
  /// mistake, and blocking does not help against either.
  public static final int DEFAULT_MAX_ACTIONS_PER_MINUTE = 300;

  /// About 8 MB of journal in memory, and a hundredth of what the kernel's table can hold.
  public static final int DEFAULT_MAX_IN_FORCE = 10_000;

  /// Somebody at lunch can still answer; later the address may be another's.
  public static final Duration DEFAULT_APPROVAL_TIMEOUT = Duration.ofHours(1);

  public static final Duration DEFAULT_KEEP_FOR = Duration.ofDays(90);

  public static final int DEFAULT_MAX_KEPT = 10_000;

  public ResponseSettings {
    if (maxActionsPerMinute < 1
        || maxInForce < 1
        || !approvalTimeout.isPositive()
        || !keepFor.isPositive()
        || maxKept < 1) {
      throw new IllegalArgumentException(
          "%d a minute, %d in force, %s to answer, %s and %d kept"
              .formatted(maxActionsPerMinute, maxInForce, approvalTimeout, keepFor, maxKept));
    }
  }

  public static ResponseSettings defaults() {
    return new ResponseSettings(
        DEFAULT_MAX_ACTIONS_PER_MINUTE,
        DEFAULT_MAX_IN_FORCE,
        DEFAULT_APPROVAL_TIMEOUT,
        DEFAULT_KEEP_FOR,
        DEFAULT_MAX_KEPT);
  }
}
