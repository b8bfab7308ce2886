package io.ironpost.ebpf.trace;

/// Which bytes are a character (RFC 3629, section 4): no overlong forms, no surrogates, nothing
/// above U+10FFFF. Other readings of the same bytes are a way past rules.
final class Utf8 {
  private Utf8() {}

  /// The number of bytes of the character that begins at `at`; 0 when there is none.
  static int characterAt(byte[] text, int at, int to) {
    int lead = text[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    int size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size == 0 || to - at < size || !secondFits(lead, text[at + 1] & 0xff)) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static boolean secondFits(int lead, int second) {
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most;
  }
}
