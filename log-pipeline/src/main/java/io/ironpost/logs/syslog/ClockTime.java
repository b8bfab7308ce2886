package io.ironpost.logs.syslog;

/// `hh:mm:ss` and what may follow the point.
final class ClockTime {
  /// How long `hh:mm:ss` is.
  static final int LENGTH = 8;

  private static final int NO_TIME = -1;

  private ClockTime() {}

  /// The second of the day of `hh:mm:ss` in the eight bytes from `at`, which must exist, or -1. A
  /// leap second counts as the one before it, so that it stays in its minute.
  static int secondOfDay(byte[] bytes, int at) {
    int hours = Digits.two(bytes, at);
    int minutes = Digits.two(bytes, at + 3);
    int seconds = Digits.two(bytes, at + 6);
    boolean valid =
        bytes[at + 2] == ':'
            && bytes[at + 5] == ':'
            && hours >= 0
            && hours < 24
            && minutes >= 0
            && minutes < 60
            && seconds >= 0
            && seconds <= 60;
    return valid ? (hours * 60 + minutes) * 60 + Math.min(seconds, 59) : NO_TIME;
  }

  /// The end of `.123456` at `at`; `at` when there is none.
  static int endOfFraction(byte[] bytes, int at, int to) {
    if (at + 1 >= to || bytes[at] != '.' || !Digits.isDigit(bytes[at + 1])) {
      return at;
    }
    return Digits.end(bytes, at + 1, to);
  }

  /// What `[at, end)`, a point and digits or nothing, is in nanoseconds; further digits are cut
  /// off.
  static long fractionNanos(byte[] bytes, int at, int end) {
    long nanos = 0;
    long unit = 100_000_000;
    for (int i = at + 1; i < end && unit > 0; i++, unit /= 10) {
      nanos += (bytes[i] - '0') * unit;
    }
    return nanos;
  }
}
