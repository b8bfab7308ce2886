package io.ironpost.logs.syslog;

/// Reads `2024-06-14T15:16:01.123456+02:00` (RFC 3339, as RFC 5424 §6.2.3 narrows it) and what is
/// written in its place: a space for the T, a comma-free fraction of any length, no offset.
final class IsoTime {
  private static final int DATE_AND_TIME = 19;
  private static final long NANOS = 1_000_000_000L;

  private final Zone zone;
  private long nanos;

  IsoTime(Zone zone) {
    this.zone = zone;
  }

  /// The time of the last timestamp that was read, in nanoseconds since the epoch.
  long nanos() {
    return nanos;
  }

  /// The end of the timestamp that begins at `at`, or -1.
  int read(byte[] bytes, int at, int to) {
    if (to - at < DATE_AND_TIME
        || bytes[at + 4] != '-'
        || bytes[at + 7] != '-'
        || (bytes[at + 10] != 'T' && bytes[at + 10] != ' ' && bytes[at + 10] != 't')) {
      return -1;
    }
    int year = Digits.four(bytes, at);
    int month = Digits.two(bytes, at + 5);
    int day = Digits.two(bytes, at + 8);
    int secondOfDay = ClockTime.secondOfDay(bytes, at + 11);
    if (year < 1970 || year > 2261 || secondOfDay < 0 || !Calendar.isDay(year, month, day)) {
      return -1; // 2262 is where nanoseconds in a long end
    }
    long local = Calendar.epochDay(year, month, day) * Calendar.SECONDS_PER_DAY + secondOfDay;
    int fractionEnd = ClockTime.endOfFraction(bytes, at + DATE_AND_TIME, to);
    long fraction = ClockTime.fractionNanos(bytes, at + DATE_AND_TIME, fractionEnd);
    return offset(bytes, fractionEnd, to, local, fraction);
  }

  private int offset(byte[] bytes, int at, int to, long local, long fraction) {
    byte sign = at < to ? bytes[at] : 0;
    if (sign == 'Z' || sign == 'z') {
      nanos = local * NANOS + fraction;
      return at + 1;
    }
    if (sign != '+' && sign != '-') {
      nanos = zone.toEpochSecond(local) * NANOS + fraction;
      return at;
    }
    boolean colon = at + 3 < to && bytes[at + 3] == ':';
    int end = at + (colon ? 6 : 5);
    if (end > to) {
      return -1;
    }
    int hours = Digits.two(bytes, at + 1);
    int minutes = Digits.two(bytes, end - 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return -1;
    }
    long east = (hours * 60L + minutes) * 60 * (sign == '-' ? -1 : 1);
    nanos = (local - east) * NANOS + fraction;
    return end;
  }
}
