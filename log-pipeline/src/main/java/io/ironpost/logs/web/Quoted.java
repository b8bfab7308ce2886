package io.ironpost.logs.web;

/// A text in double quotes, in which a backslash takes the meaning from a quote.
final class Quoted {
  private Quoted() {}

  /// The closing quote of the text that begins at `from`, or `end` when there is none.
  static int end(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != '"') {
      at += line[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }
}
