package io.ironpost.logs.syslog;

/// Numbers of fixed width in bytes.
final class Digits {
  /// What [#two] and [#four] give for bytes that are not all digits.
  static final int NO_NUMBER = -1;

  private Digits() {}

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// The number in two bytes from `at`, which must exist, or -1.
  static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
  }

  /// The number in four bytes from `at`, which must exist, or -1.
  static int four(byte[] bytes, int at) {
    int high = two(bytes, at);
    int low = two(bytes, at + 2);
    return high >= 0 && low >= 0 ? high * 100 + low : NO_NUMBER;
  }

  static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }
}
