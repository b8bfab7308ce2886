package io.ironpost.logs.program;

/// Where the pieces of a template stand in a message; filled in anew for every message of a thread.
final class Match {
  /// More pieces than any template has.
  static final int MAX_PIECES = 48;

  /// The bounds of piece i are at 2i and 2i + 1.
  final int[] bounds = new int[2 * MAX_PIECES];

  /// Which of the ways to end fitted.
  int tail;
}
