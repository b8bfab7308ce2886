package io.ironpost.logs.text;

/// Small looks at the bytes of a line.
final class Scan {
  private Scan() {}

  /// The first `wanted` in `line[from, end)`, or `end`.
  static int find(byte[] line, int from, int end, byte wanted) {
    int at = from;
    while (at < end && line[at] != wanted) {
      at++;
    }
    return Math.min(at, end);
  }

  /// The first `wanted` that no backslash stands before, or `end`.
  static int findUnescaped(byte[] line, int from, int end, byte wanted) {
    int at = from;
    while (at < end && line[at] != wanted) {
      at += line[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }

  static int skipSpaces(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] == ' ') {
      at++;
    }
    return at;
  }

  /// A letter, digit or one of `_ . - @ : / [ ]`: what keys are made of.
  static boolean isKey(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '.'
        || b == '-'
        || b == '@'
        || b == '/'
        || b == '['
        || b == ']';
  }
}
