package io.ironpost.alerts.deliver;

import java.time.Duration;

/// How a receiver is served.
///
/// @param rate messages a second in the long run; 0 for no limit
/// @param burst messages at once after quiet; at least 1
/// @param firstWait before the second try, doubling to `longestWait`
/// @param digestAfter how long messages held back are gathered before a digest tells of them
public record CourierSettings(
    Route route,
    int rate,
    int burst,
    Duration firstWait,
    Duration longestWait,
    Duration digestAfter) {
  /// More than a healthy rule set tells, less than floods a chat room.
  public static final int DEFAULT_RATE = 10;

  public static final int DEFAULT_BURST = 100;

  public CourierSettings {
    if (rate < 0 || burst < 1) {
      throw new IllegalArgumentException("rate %d, burst %d".formatted(rate, burst));
    }
    if (!firstWait.isPositive()
        || longestWait.compareTo(firstWait) < 0
        || digestAfter.isNegative()) {
      throw new IllegalArgumentException(
          "waits %s to %s, digest after %s".formatted(firstWait, longestWait, digestAfter));
    }
  }

  public static CourierSettings defaults() {
    return of(Route.ALL, DEFAULT_RATE, DEFAULT_BURST);
  }

  /// With what users set, and the waits as they are by default.
  public static CourierSettings of(Route route, int rate, int burst) {
    return new CourierSettings(
        route, rate, burst, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60));
  }
}
