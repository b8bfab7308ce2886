package io.ironpost.logs.program;

import java.util.Arrays;

/// Searching for short literals in short stretches of a line.
final class ByteSearch {
  /// Up to here a plain loop is faster than the vector instructions behind [Arrays#equals].
  private static final int SHORT = 8;

  private ByteSearch() {}

  /// Whether `literal`, which is not empty, stands at `at`.
  static boolean startsWith(byte[] bytes, int at, int to, byte[] literal) {
    int length = literal.length;
    if (to - at < length || bytes[at] != literal[0]) {
      return false;
    }
    if (length > SHORT) {
      return Arrays.equals(bytes, at, at + length, literal, 0, length);
    }
    for (int i = 1; i < length; i++) {
      if (bytes[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  /// The first place of `literal` that lies wholly in `[from, to)`, or -1.
  static int first(byte[] bytes, int from, int to, byte[] literal) {
    byte head = literal[0];
    int last = to - literal.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == head && startsWith(bytes, at, to, literal)) {
        return at;
      }
    }
    return -1;
  }

  /// The last place of `literal` that lies wholly in `[from, to)`, or -1.
  static int last(byte[] bytes, int from, int to, byte[] literal) {
    byte head = literal[0];
    for (int at = to - literal.length; at >= from; at--) {
      if (bytes[at] == head && startsWith(bytes, at, to, literal)) {
        return at;
      }
    }
    return -1;
  }

  /// The first space at or after `from`, or `to`.
  static int space(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
    return at;
  }
}
