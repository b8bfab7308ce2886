package io.ironpost.rules.regex;

/// UTF-8 by RFC 3629, section 4: no overlong forms, no surrogates, nothing beyond 10FFFF.
final class Utf8 {
  private Utf8() {}

  /// The length of the well-formed sequence of more than one byte at `at`; 0 if there is none.
  static int sequenceLength(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > end - at || !isSecond(lead, bytes[at + 1] & 0xff)) return 0;
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) return 0;
    }
    return length;
  }

  /// The second byte is what keeps out overlong forms (E0, F0), surrogates (ED) and values too
  /// large (F4).
  private static boolean isSecond(int lead, int second) {
    return switch (lead) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> second >= 0x80 && second <= 0xbf;
    };
  }
}
