package io.ironpost.core.module;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a failed module is started again.
///
/// The wait doubles with each failure in a row, up to a limit, and a random part of it is taken
/// off, so that modules that failed for one reason (the network, the Docker daemon) do not come
/// back in step.
///
/// @param firstWait before the first restart; positive
/// @param longestWait the limit of doubling
/// @param steadyAfter a run at least this long ends the row of failures
/// @param mostRestarts in a row, after which the module stays down; [#NEVER_GIVE_UP] for no end
public record RestartPolicy(
    Duration firstWait, Duration longestWait, Duration steadyAfter, int mostRestarts) {
  /// For [#mostRestarts].
  public static final int NEVER_GIVE_UP = Integer.MAX_VALUE;

  /// At most half of a wait is taken off: the back-off stays a back-off.
  private static final double JITTER = 0.5;

  /// 2^30 first waits are longer than any limit in use; more would overflow.
  private static final int MOST_DOUBLINGS = 30;

  public RestartPolicy {
    if (!firstWait.isPositive() || longestWait.compareTo(firstWait) < 0 || mostRestarts < 0) {
      throw new IllegalArgumentException(
          "wait %s to %s, %d restarts".formatted(firstWait, longestWait, mostRestarts));
    }
  }

  /// From a quarter of a second to half a minute, for ever: an agent that gave up at night is of no
  /// use in the morning.
  public static RestartPolicy defaults() {
    return new RestartPolicy(
        Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMinutes(1), NEVER_GIVE_UP);
  }

  boolean givesUpAfter(int failures) {
    return mostRestarts != NEVER_GIVE_UP && failures > mostRestarts;
  }

  /// The wait after `failures` in a row (from 1).
  Duration wait(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    double full =
        Math.min((double) firstWait.toNanos() * (1L << doublings), (double) longestWait.toNanos());
    return Duration.ofNanos((long) (full * (1 - JITTER * random.nextDouble())));
  }
}
