package io.ironpost.logs.syslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads `Jun 14 15:16:01` (RFC 3164 §4.1.2) and its variants: one-digit days with one space or
/// two, a year before the day's time, after it or in front, a fraction, Cisco's `*` or `.` for a
/// clock that is not set.
///
/// Most lines share everything but the seconds with the line before, so the first 13 bytes are kept
/// with the minute they stand for: two comparisons of eight bytes instead of a calendar.
final class BsdTime {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NANOS = 1_000_000_000L;
  private static final int PREFIX = 13;
  private static final int LENGTH = 15;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int NOT_THIS = -1;

  private final Zone zone;
  private final Years years;
  private long prefixHead;
  private long prefixTail;
  private long minuteNanos;
  private long nanos;

  BsdTime(TimestampContext context, Zone zone) {
    this.zone = zone;
    this.years = new Years(context);
  }

  /// The time of the last timestamp that was read, in nanoseconds since the epoch.
  long nanos() {
    return nanos;
  }

  /// The end of the timestamp that begins at `at`, or -1.
  int read(byte[] bytes, int at, int to) {
    if (to - at > LENGTH && bytes[at + LENGTH] == ' ' && isSameMinute(bytes, at)) {
      int seconds = Digits.two(bytes, at + PREFIX);
      if (seconds >= 0 && seconds < 60) {
        nanos = minuteNanos + seconds * NANOS;
        return at + LENGTH;
      }
    }
    return readAll(bytes, at, to);
  }

  private boolean isSameMinute(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at) == prefixHead
        && (long) LONGS.get(bytes, at + PREFIX - Long.BYTES) == prefixTail;
  }

  private int readAll(byte[] bytes, int from, int to) {
    int at = from < to && (bytes[from] == '*' || bytes[from] == '.') ? from + 1 : from;
    int year = yearAt(bytes, at, to);
    at = year > 0 ? at + 5 : at;
    int month = month(bytes, at, to);
    if (month < 0) {
      return NOT_THIS;
    }
    int dayAt = skipSpaces(bytes, at + 3, to);
    int dayEnd = Digits.end(bytes, dayAt, Math.min(to, dayAt + 2));
    if (dayEnd == dayAt || dayAt == at + 3) {
      return NOT_THIS;
    }
    int day = dayEnd - dayAt == 1 ? bytes[dayAt] - '0' : Digits.two(bytes, dayAt);
    int timeAt = skipSpaces(bytes, dayEnd, to);
    if (year < 0 && yearAt(bytes, timeAt, to) > 0) {
      year = yearAt(bytes, timeAt, to);
      timeAt = skipSpaces(bytes, timeAt + 4, to);
    }
    if (timeAt == dayEnd || timeAt + ClockTime.LENGTH > to) {
      return NOT_THIS;
    }
    int secondOfDay = ClockTime.secondOfDay(bytes, timeAt);
    int timeEnd = timeAt + ClockTime.LENGTH;
    int end = ClockTime.endOfFraction(bytes, timeEnd, to);
    if (year < 0 && yearAt(bytes, end + 1, to) > 0 && bytes[end] == ' ') {
      year = yearAt(bytes, end + 1, to);
      return set(year, month, day, secondOfDay, ClockTime.fractionNanos(bytes, timeEnd, end))
          ? end + 5
          : NOT_THIS;
    }
    boolean dated = year > 0;
    if (!set(year, month, day, secondOfDay, ClockTime.fractionNanos(bytes, timeEnd, end))) {
      return NOT_THIS;
    }
    if (!dated && end - from == LENGTH) {
      remember(bytes, from, secondOfDay);
    }
    return end;
  }

  private boolean set(int givenYear, int month, int day, int secondOfDay, long fraction) {
    if (secondOfDay < 0 || !Calendar.isDayOfSomeYear(month, day)) {
      return false;
    }
    int year = givenYear > 0 ? givenYear : years.yearOf(month, day, secondOfDay);
    if (year < 1970 || year > 2261 || !Calendar.isDay(year, month, day)) {
      return false;
    }
    long local = Calendar.epochDay(year, month, day) * Calendar.SECONDS_PER_DAY + secondOfDay;
    nanos = zone.toEpochSecond(local) * NANOS + fraction;
    return true;
  }

  private void remember(byte[] bytes, int at, int secondOfDay) {
    prefixHead = (long) LONGS.get(bytes, at);
    prefixTail = (long) LONGS.get(bytes, at + PREFIX - Long.BYTES);
    minuteNanos = nanos - secondOfDay % 60 * NANOS;
  }

  /// A year and a space after it, or -1.
  private static int yearAt(byte[] bytes, int at, int to) {
    if (at + 5 > to || bytes[at + 4] != ' ' || (bytes[at] != '1' && bytes[at] != '2')) {
      return NOT_THIS;
    }
    return Digits.four(bytes, at);
  }

  private static int skipSpaces(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && at - from < 2 && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private static int month(byte[] bytes, int at, int to) {
    if (at + 3 > to) {
      return NOT_THIS;
    }
    int first = bytes[at] | 0x20;
    int second = bytes[at + 1] | 0x20;
    int third = bytes[at + 2] | 0x20;
    for (int month = 0; month < 12; month++) {
      if (MONTHS.charAt(3 * month) == first
          && MONTHS.charAt(3 * month + 1) == second
          && MONTHS.charAt(3 * month + 2) == third) {
        return month + 1;
      }
    }
    return NOT_THIS;
  }
}
