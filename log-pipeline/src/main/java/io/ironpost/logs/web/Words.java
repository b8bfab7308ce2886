package io.ironpost.logs.web;

/// Words between spaces, and the dash that stands for nothing.
final class Words {
  private Words() {}

  /// The first space from `from` on, or `end`.
  static int end(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != ' ') {
      at++;
    }
    return at;
  }

  static boolean isDash(byte[] line, int start, int end) {
    return end - start == 1 && line[start] == '-';
  }

  /// Whether `ascii` stands at `at`.
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

  /// Where `ascii` first stands in `line[from, end)`, or -1.
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
}
