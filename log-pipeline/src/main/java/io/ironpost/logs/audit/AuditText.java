package io.ironpost.logs.audit;

/// Small looks at the bytes of an audit line.
final class AuditText {
  private AuditText() {}

  static boolean is(byte[] line, int start, int end, String ascii) {
    return end - start == ascii.length() && standsAt(line, start, end, ascii);
  }

  static boolean standsAt(byte[] line, int at, int end, String ascii) {
    if (end - at < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (line[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static int find(byte[] line, int from, int end, String ascii) {
    byte first = (byte) ascii.charAt(0);
    int last = end - ascii.length();
    for (int at = from; at <= last; at++) {
      if (line[at] == first && standsAt(line, at, end, ascii)) {
        return at;
      }
    }
    return -1;
  }

  static int wordEnd(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != ' ') {
      at++;
    }
    return at;
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
