package io.ironpost.rules.read;

/// A stretch of a source text.
///
/// @param line from 1
/// @param column from 1, in characters (code points)
/// @param start index of its first character in the source, in code points
/// @param length in code points
record Span(int line, int column, int start, int length) {
  /// A part of a stretch that stays on its first line.
  Span part(int offset, int partLength) {
    return new Span(line, column + offset, start + offset, partLength);
  }

  int end() {
    return start + length;
  }
}
