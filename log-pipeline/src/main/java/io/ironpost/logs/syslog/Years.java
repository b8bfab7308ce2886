package io.ironpost.logs.syslog;

/// Finds the year of timestamps that have none, as [TimestampContext] says.
final class Years {
  private static final long MAX_AHEAD_SECONDS = Calendar.SECONDS_PER_DAY;
  private static final long HALF_YEAR_SECONDS = 183 * Calendar.SECONDS_PER_DAY;

  /// A log longer than a year, copied long after, may run ahead of its reference; forged lines must
  /// not turn the years like a mill.
  private static final int MAX_YEARS_AHEAD = 1;

  /// From one leap year to the next it is eight years at most (1896, 1904; 2096, 2104).
  private static final int LEAP_YEAR_SEARCH = 8;

  private final TimestampContext context;
  private long lastSeconds = Long.MIN_VALUE;
  private int lastYear;

  Years(TimestampContext context) {
    this.context = context;
  }

  /// The year of a local time without one. The day exists in some year.
  int yearOf(int month, int day, int secondOfDay) {
    int latest = latest(month, day, secondOfDay);
    if (!context.ordered()) {
      return latest;
    }
    int year = lastSeconds == Long.MIN_VALUE ? latest : following(month, day, secondOfDay, latest);
    long seconds = seconds(year, month, day, secondOfDay);
    if (seconds >= lastSeconds || lastYear == year) {
      lastSeconds = seconds;
      lastYear = year;
    }
    return year;
  }

  private int following(int month, int day, int secondOfDay, int latest) {
    int year = lastYear;
    if (!Calendar.isDay(year, month, day)) {
      return latest;
    }
    long distance = seconds(year, month, day, secondOfDay) - lastSeconds;
    if (distance < -HALF_YEAR_SECONDS && year + 1 <= latest + MAX_YEARS_AHEAD) {
      return Calendar.isDay(year + 1, month, day) ? year + 1 : latest;
    }
    if (distance > HALF_YEAR_SECONDS && year - 1 >= 1970) {
      return Calendar.isDay(year - 1, month, day) ? year - 1 : latest;
    }
    return year;
  }

  private int latest(int month, int day, int secondOfDay) {
    long limit = context.reference().instant().getEpochSecond() + MAX_AHEAD_SECONDS;
    long reference = Math.floorDiv(limit, Calendar.SECONDS_PER_DAY);
    int year = Math.clamp(1970 + Math.floorDiv(reference * 400, 146_097L) + 1, 1970, 9999);
    for (int back = 0; back <= LEAP_YEAR_SEARCH + 2; back++, year--) {
      if (Calendar.isDay(year, month, day) && seconds(year, month, day, secondOfDay) <= limit) {
        return year;
      }
    }
    return year;
  }

  private static long seconds(int year, int month, int day, int secondOfDay) {
    return Calendar.epochDay(year, month, day) * Calendar.SECONDS_PER_DAY + secondOfDay;
  }
}
