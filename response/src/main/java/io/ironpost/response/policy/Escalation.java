package io.ironpost.response.policy;

import java.time.Duration;
import java.util.List;

/// How long an action lasts: longer for whom it was done to before.
///
/// @param steps for the first offence, the second and so on; the last holds for all further ones
/// @param memory how long an offence counts, from the end of its action on
public record Escalation(List<Duration> steps, Duration memory) {
  /// Nobody's mistake lasts for ever: an address is another's after a while.
  public static final Duration LONGEST = Duration.ofDays(366);

  public Escalation {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.stream().anyMatch(step -> !isFit(step)) || memory.isNegative()) {
      throw new IllegalArgumentException("steps %s, memory %s".formatted(steps, memory));
    }
  }

  private static boolean isFit(Duration step) {
    return step.isPositive() && step.compareTo(LONGEST) <= 0;
  }

  /// @param before offences that are remembered
  public Duration after(int before) {
    return steps.get(Math.min(before, steps.size() - 1));
  }
}
