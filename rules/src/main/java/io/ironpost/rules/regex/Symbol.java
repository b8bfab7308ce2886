package io.ironpost.rules.regex;

/// What the automata read: bytes 0 to 255, and three more that the scanner puts in. They make one
/// symbol of look-ahead enough for every assertion, and undecodable bytes exact: the scanner knows
/// whether a byte is part of valid UTF-8, an automaton would have to guess.
final class Symbol {
  /// A byte that is not part of valid UTF-8.
  static final int UNDECODABLE = 256;

  /// A `\n` that ends the text: `$` and `\Z` hold before it.
  static final int FINAL_NEWLINE = 257;

  /// The end of the text.
  static final int END = 258;

  static final int COUNT = 259;

  private Symbol() {}
}
