package io.ironpost.logs.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/// Local wall-clock seconds to seconds since 1970 UTC, without an object per call: the offset of a
/// quarter of an hour is remembered, because every change of an offset since 1972 fell on one.
final class LocalClock {
  private static final long QUARTER_HOUR = 900;

  private final ZoneRules rules;
  private long quarter = Long.MIN_VALUE;
  private long offset;

  LocalClock(ZoneId zone) {
    rules = zone.getRules();
  }

  long toUtc(long localSeconds) {
    long wanted = Math.floorDiv(localSeconds, QUARTER_HOUR);
    if (wanted != quarter) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
      offset = rules.getOffset(local).getTotalSeconds();
      quarter = wanted;
    }
    return localSeconds - offset;
  }
}
