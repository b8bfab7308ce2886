package io.ironpost.logs.audit;

import io.ironpost.logs.text.Ascii;

/// Small looks at the bytes of an audit line.
final class AuditText {
  private AuditText() {}

  static boolean is(byte[] line, int start, int end, String ascii) {
    return end - start == ascii.length() && Ascii.standsAt(line, start, end, ascii);
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// The value of a hex digit, or -1.
  static int hex(byte b) {
    if (isDigit(b)) {
      return b - '0';
    }
    int letter = b | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /// Whether all of it is pairs of hex digits, as the kernel writes untrusted strings that hold a
  /// space, a quote or a control character (kernel/audit.c, audit_log_n_hex: upper case).
  static boolean isHexText(byte[] line, int start, int end) {
    if (end - start < 2 || (end - start) % 2 != 0) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (!isDigit(line[i]) && (line[i] < 'A' || line[i] > 'F')) {
        return false;
      }
    }
    return true;
  }
}
