package io.ironpost.rules.match;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Numbers as they are spelled in events.
final class Numbers {
  /// Longer spellings are not numbers that a rule asks about, and arithmetic on them costs.
  static final int MAX_DIGITS = 40;

  /// An exponent beyond this makes numbers whose comparison takes memory in proportion.
  private static final int MAX_SCALE = 400;

  /// What [#integer] says when the value is no plain integer.
  static final long NOT_AN_INTEGER = Long.MIN_VALUE;

  private Numbers() {}

  /// A value spelled as an optional minus and 1–18 digits; the common case, without allocation.
  static long integer(byte[] bytes, int start, int end) {
    int at = start < end && bytes[start] == '-' ? start + 1 : start;
    int digits = end - at;
    if (digits < 1 || digits > 18) {
      return NOT_AN_INTEGER;
    }
    long value = 0;
    for (int i = at; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_AN_INTEGER;
      }
      value = value * 10 + digit;
    }
    return at > start ? -value : value;
  }

  /// Any spelling of a number: sign, digits, fraction, exponent.
  static Optional<BigDecimal> decimal(byte[] bytes, int start, int end) {
    if (end <= start || end - start > MAX_DIGITS || !mayBeNumber(bytes[start])) {
      return Optional.empty();
    }
    try {
      BigDecimal value =
          new BigDecimal(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
      return Math.abs((long) value.scale()) > MAX_SCALE ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean mayBeNumber(byte first) {
    return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
  }
}
