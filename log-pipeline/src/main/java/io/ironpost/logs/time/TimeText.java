package io.ironpost.logs.time;

import io.ironpost.core.event.EventRecord;
import java.time.ZoneId;

/// Reads a time where it stands, into nanoseconds since 1970 UTC, or [EventRecord#NO_TIME].
///
/// Known forms: RFC 3339 and its relatives (`2026-07-28 11:44:53.919`, a comma before the fraction,
/// `/` between the parts of the date, any or no zone), and numbers of seconds, milli-, micro- or
/// nanoseconds since 1970, told apart by their size. A time without a zone is local to the zone
/// given. One instance belongs to one thread.
public final class TimeText {
  private static final long NANOS = 1_000_000_000L;

  /// What 64 bits of nanoseconds can hold: up to the year 2262. A larger number is of a finer unit.
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS;

  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2261;

  private static final int DATE_TIME = 19; // yyyy-MM-dd HH:mm:ss

  /// Nine digits of seconds began in 1973; a shorter number is no time.
  private static final int MIN_DIGITS = 9;

  private static final int MAX_DIGITS = 19;

  private final LocalClock zone;
  private int at;

  public TimeText(ZoneId zone) {
    this.zone = new LocalClock(zone);
  }

  /// Any of the known forms.
  public long any(byte[] bytes, int start, int end) {
    return end - start >= DATE_TIME && !isDigit(bytes[start + 4])
        ? dateTime(bytes, start, end)
        : epoch(bytes, start, end);
  }

  /// RFC 3339 and its relatives; [#end] tells where the time ended.
  public long dateTime(byte[] bytes, int start, int end) {
    if (end - start < DATE_TIME || !isDateTime(bytes, start)) {
      return EventRecord.NO_TIME;
    }
    int year = two(bytes, start) * 100 + two(bytes, start + 2);
    int month = two(bytes, start + 5);
    int day = two(bytes, start + 8);
    int second = clock(bytes, start + 11);
    if (second < 0 || !isDate(year, month, day)) {
      return EventRecord.NO_TIME;
    }
    at = start + DATE_TIME;
    long fraction = fraction(bytes, end);
    return zoned(bytes, end, epochDay(year, month, day) * 86_400 + second, fraction);
  }

  /// Where the last time read by [#dateTime] or [#webServer] ended.
  public int end() {
    return at;
  }

  private static boolean isDateTime(byte[] bytes, int start) {
    byte mark = bytes[start + 4];
    byte between = bytes[start + 10];
    return (mark == '-' || mark == '/' || mark == ':')
        && bytes[start + 7] == mark
        && (between == 'T' || between == ' ' || between == 't')
        && isDigit(bytes[start])
        && isDigit(bytes[start + 1]);
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= MIN_YEAR
        && year <= MAX_YEAR
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= 31;
  }

  /// The access log's `10/Oct/2000:13:55:36 -0700` (Apache mod_log_config, `%t`).
  public long webServer(byte[] bytes, int start, int end) {
    if (end - start < 20 || bytes[start + 2] != '/' || bytes[start + 11] != ':') {
      return EventRecord.NO_TIME;
    }
    int day = two(bytes, start);
    int month = month(bytes, start + 3);
    int year = two(bytes, start + 7) * 100 + two(bytes, start + 9);
    int second = clock(bytes, start + 12);
    if (second < 0 || !isDate(year, month, day)) {
      return EventRecord.NO_TIME;
    }
    at = start + 20;
    return zoned(bytes, end, epochDay(year, month, day) * 86_400 + second, 0);
  }

  /// ctime(3) with or without a fraction: `Sun Dec 04 04:47:44 2005`, `Fri Sep 09 10:42:29.902022
  /// 2011`.
  public long ctime(byte[] bytes, int start, int end) {
    if (end - start < 24 || bytes[start + 3] != ' ' || bytes[start + 7] != ' ') {
      return EventRecord.NO_TIME;
    }
    int month = month(bytes, start + 4);
    int day = bytes[start + 8] == ' ' ? bytes[start + 9] - '0' : two(bytes, start + 8);
    int second = clock(bytes, start + 11);
    at = start + DATE_TIME;
    long fraction = fraction(bytes, end);
    if (second < 0 || end - at < 5) {
      return EventRecord.NO_TIME;
    }
    int year = two(bytes, at + 1) * 100 + two(bytes, at + 3);
    at += 5;
    return isDate(year, month, day)
        ? zone.toUtc(epochDay(year, month, day) * 86_400 + second) * NANOS + fraction
        : EventRecord.NO_TIME;
  }

  /// Seconds, milli-, micro- or nanoseconds since 1970, with or without a fraction.
  public long epoch(byte[] bytes, int start, int end) {
    long whole = 0;
    int here = start;
    while (here < end && isDigit(bytes[here])) {
      whole = whole * 10 + bytes[here++] - '0';
    }
    if (here - start < MIN_DIGITS || here - start > MAX_DIGITS || whole < 0) {
      return EventRecord.NO_TIME;
    }
    at = here;
    long unit = unit(whole);
    long fraction = fraction(bytes, end);
    return at < end ? EventRecord.NO_TIME : whole * unit + fraction / (NANOS / unit);
  }

  private static long unit(long whole) {
    if (whole < MAX_SECONDS) {
      return NANOS;
    }
    if (whole < MAX_SECONDS * 1_000) {
      return 1_000_000;
    }
    return whole < MAX_SECONDS * 1_000_000 ? 1_000 : 1;
  }

  /// The seconds of `HH:mm:ss`, or -1; a leap second counts as the one before it.
  private static int clock(byte[] bytes, int start) {
    int hour = two(bytes, start);
    int minute = two(bytes, start + 3);
    int second = two(bytes, start + 6);
    boolean valid =
        bytes[start + 2] == ':'
            && bytes[start + 5] == ':'
            && (hour | minute | second) >= 0
            && hour < 24
            && minute < 60
            && second <= 60;
    return valid ? hour * 3_600 + minute * 60 + Math.min(second, 59) : -1;
  }

  /// Reads `.123` or `,123` at the current place, in nanoseconds; digits past the ninth say
  /// nothing.
  private long fraction(byte[] bytes, int end) {
    if (at >= end || (bytes[at] != '.' && bytes[at] != ',')) {
      return 0;
    }
    long nanos = 0;
    long worth = NANOS / 10;
    for (at++; at < end && isDigit(bytes[at]); at++) {
      nanos += (bytes[at] - '0') * worth;
      worth /= 10;
    }
    return nanos;
  }

  /// Reads what follows the seconds as a zone, when it is one.
  private long zoned(byte[] bytes, int end, long seconds, long nanos) {
    int here = at < end && bytes[at] == ' ' ? at + 1 : at;
    byte mark = here < end ? bytes[here] : 0;
    if (mark == 'Z' || mark == 'z') {
      at = here + 1;
      return seconds * NANOS + nanos;
    }
    if (mark == 'U' && end - here >= 3 && bytes[here + 1] == 'T' && bytes[here + 2] == 'C') {
      at = here + 3;
      return seconds * NANOS + nanos;
    }
    if ((mark == '+' || mark == '-') && end - here >= 3 && two(bytes, here + 1) >= 0) {
      return (seconds - offset(bytes, here, end)) * NANOS + nanos;
    }
    return zone.toUtc(seconds) * NANOS + nanos;
  }

  private int offset(byte[] bytes, int start, int end) {
    int minutes = two(bytes, start + 1) * 60;
    at = start + 3;
    int rest = at < end && bytes[at] == ':' ? at + 1 : at;
    if (end - rest >= 2 && two(bytes, rest) >= 0) {
      minutes += two(bytes, rest);
      at = rest + 2;
    }
    return bytes[start] == '-' ? -minutes * 60 : minutes * 60;
  }

  /// Month 1-12 from its English three letters, or 0.
  private static int month(byte[] bytes, int start) {
    int letters = bytes[start] << 16 | bytes[start + 1] << 8 | bytes[start + 2];
    return switch (letters) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r' -> 3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c' -> 12;
      default -> 0;
    };
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms", days_from_civil, for years from 0).
  private static long epochDay(int civilYear, int month, int day) {
    int year = month <= 2 ? civilYear - 1 : civilYear;
    int era = Math.floorDiv(year, 400);
    int yearOfEra = year - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /// Two digits, or a number below -1000.
  private static int two(byte[] bytes, int start) {
    int tens = bytes[start] - '0';
    int ones = bytes[start + 1] - '0';
    return (tens | ones) < 0 || tens > 9 || ones > 9 ? -10_000 : tens * 10 + ones;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
