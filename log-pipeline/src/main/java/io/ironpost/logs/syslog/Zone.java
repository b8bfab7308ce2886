package io.ironpost.logs.syslog;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/// From local to absolute time. The offset is asked for once per hour of the log: asking makes
/// objects, and zones change their offset at full hours (Lord Howe's half-hour shift moves at 2:00,
/// too).
final class Zone {
  private static final long SECONDS_PER_HOUR = 3_600;

  private final ZoneRules rules;
  private final boolean fixed;
  private long hour = Long.MIN_VALUE;
  private long offsetSeconds;

  Zone(ZoneId zone) {
    this.rules = zone.getRules();
    this.fixed = rules.isFixedOffset();
    this.offsetSeconds = fixed ? rules.getOffset(LocalDateTime.MIN).getTotalSeconds() : 0;
  }

  /// The seconds since the epoch at which the zone's clocks show `localSeconds`, counted as if they
  /// were UTC. Of a repeated hour the first is meant, as `java.time` has it.
  long toEpochSecond(long localSeconds) {
    long newHour = Math.floorDiv(localSeconds, SECONDS_PER_HOUR);
    if (!fixed && newHour != hour) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
      offsetSeconds = rules.getOffset(local).getTotalSeconds();
      hour = newHour;
    }
    return localSeconds - offsetSeconds;
  }
}
