package io.ironpost.rules.correlate;

import java.nio.charset.StandardCharsets;

/// Numbers spelled in bytes. Plain whole numbers, the usual case, are read without allocation.
final class DecimalText {
  /// Longer text is not a number that anybody measured.
  static final int MAX_BYTES = 64;

  /// Up to 15 digits are exact in a double.
  private static final int EXACT_DIGITS = 15;

  private DecimalText() {}

  /// The number, or NaN when the text is none. `NaN`, infinities and Java's hexadecimal are none.
  static double parse(byte[] text) {
    int start = text.length > 0 && text[0] == '-' ? 1 : 0;
    int digits = text.length - start;
    if (digits < 1 || digits > EXACT_DIGITS) {
      return parseAny(text);
    }
    long number = 0;
    for (int i = start; i < text.length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return parseAny(text);
      }
      number = number * 10 + digit;
    }
    return start == 1 ? -number : number;
  }

  private static double parseAny(byte[] text) {
    if (text.length == 0 || text.length > MAX_BYTES) {
      return Double.NaN;
    }
    for (byte character : text) {
      boolean digit = character >= '0' && character <= '9';
      if (!digit && "+-.eE".indexOf(character) < 0) {
        return Double.NaN;
      }
    }
    try {
      double number = Double.parseDouble(new String(text, StandardCharsets.US_ASCII));
      return Double.isInfinite(number) ? Double.NaN : number;
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
