package io.ironpost.rules.correlate;

import java.time.Duration;

/// The clock of one correlation. Windows store the low 32 bits of a time, so the unit is the finest
/// in which timespan and lateness together stay below 2^30: a microsecond up to 17 minutes, a
/// millisecond up to 12 days, a second beyond.
///
/// @param nanos of a tick
/// @param span of the window: a difference of just so much is still inside (closed window)
/// @param late the allowed lateness
record Ticks(long nanos, long span, long late) {
  private static final long MAX_TICKS = 1L << 30;
  private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

  /// Times beyond (about 73 years around 1970) are taken as this, so that no difference overflows.
  private static final long FARTHEST_NANOS = 1L << 61;

  static Ticks of(Duration timespan, Duration lateness) {
    for (long unit : UNITS) {
      Duration tick = Duration.ofNanos(unit);
      long span = timespan.dividedBy(tick);
      long late = lateness.dividedBy(tick);
      if (span < MAX_TICKS && late < MAX_TICKS && span + late < MAX_TICKS) {
        return new Ticks(unit, span, late);
      }
    }
    throw new IllegalArgumentException("a timespan of " + timespan + " is longer than 30 years");
  }

  long at(long timeNanos) {
    return Math.floorDiv(Math.clamp(timeNanos, -FARTHEST_NANOS, FARTHEST_NANOS), nanos);
  }

  long toNanos(long ticks) {
    return ticks * nanos;
  }

  /// How far back a group keeps events.
  long kept() {
    return span + late;
  }
}
