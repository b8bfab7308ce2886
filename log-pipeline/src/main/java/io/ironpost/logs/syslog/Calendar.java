package io.ironpost.logs.syslog;

/// Dates as day numbers, by arithmetic alone: timestamps are read once per line.
final class Calendar {
  static final long SECONDS_PER_DAY = 86_400;

  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS_IN_MONTH = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int DAYS_TO_1970 = 719_162;

  private Calendar() {}

  static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /// Whether the day exists; February 29 only in a leap year.
  static boolean isDay(int year, int month, int day) {
    return isDayOfSomeYear(month, day) && (month != 2 || day != 29 || isLeap(year));
  }

  static boolean isDayOfSomeYear(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS_IN_MONTH[month - 1];
  }

  /// Days since 1970-01-01 in the Gregorian calendar; `year` at least 1.
  static long epochDay(int year, int month, int day) {
    int before = year - 1;
    int leapDay = month > 2 && isLeap(year) ? 1 : 0;
    return before * 365L
        + before / 4
        - before / 100
        + before / 400
        + DAYS_BEFORE_MONTH[month - 1]
        + leapDay
        + day
        - 1
        - DAYS_TO_1970;
  }
}
