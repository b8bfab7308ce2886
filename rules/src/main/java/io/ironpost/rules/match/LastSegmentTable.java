package io.ironpost.rules.match;

import java.util.List;

/// Literals such as `\cmd.exe` that a value must end with and whose only separator is their first
/// byte: the last segment of the value's path equals such a literal or none does. Three in four of
/// SigmaHQ's `endswith` values are of this kind, and one look into a hash table answers them all.
final class LastSegmentTable {
  private final byte separator;
  private final ExactTable segments;
  private final int longest;

  LastSegmentTable(byte separator, List<IndexedLiteral> literals) {
    this.separator = separator;
    this.segments = new ExactTable(literals);
    this.longest = literals.stream().mapToInt(literal -> literal.bytes().length).max().orElse(0);
  }

  /// Whether the literal is one for a table of this separator.
  static boolean takes(byte separator, byte[] literal) {
    if (literal.length == 0 || literal[0] != separator) {
      return false;
    }
    for (int i = 1; i < literal.length; i++) {
      if (literal[i] == separator) {
        return false;
      }
    }
    return true;
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    int stop = Math.max(start, end - longest);
    for (int i = end - 1; i >= stop; i--) {
      if (bytes[i] == separator) {
        segments.scan(bytes, i, end, found);
        return;
      }
    }
  }
}
