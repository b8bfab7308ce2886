package io.ironpost.rules.regex;

/// What a pattern and its caches may cost. A pattern comes from a rule file that may have been
/// downloaded, the input from an attacker: both are bounded.
final class RegexLimits {
  /// Longest pattern, in chars. The longest in SigmaHQ's active rules has 217.
  static final int MAX_PATTERN_CHARS = 8_192;

  /// Deepest nesting of groups; the parser and the passes after it recurse once or twice per level.
  static final int MAX_DEPTH = 200;

  /// Largest number in `{n,m}`. SigmaHQ goes up to 1,000 (4,006 states); what is too much below
  /// this, [#MAX_NFA_STATES] stops.
  static final int MAX_REPEAT = 10_000;

  /// States of the compiled program. One step of the slowest path costs at most this much, so it is
  /// the constant in front of the linear time.
  static final int MAX_NFA_STATES = 20_000;

  /// Bytes one regex may keep in its lazily built automaton (table and state sets); when full, it
  /// is thrown away and started again.
  static final int MAX_DFA_BYTES = 1 << 20;

  /// How often one search may find the automaton full before it goes on without: input that makes a
  /// new state at every byte is cheaper to simulate than to cache.
  static final int MAX_FLUSHES_PER_FIND = 3;

  /// Alternatives a prefilter has to look for; more would hit too often to be worth it.
  static final int MAX_LITERALS = 32;

  /// Chars of one prefilter literal; a longer one selects no better.
  static final int MAX_LITERAL_CHARS = 64;

  /// Shortest literal worth reporting, in UTF-8 bytes. One byte can be enough: a backtick is in few
  /// command lines, and whoever uses the literals knows how rare each is.
  static final int MIN_LITERAL_BYTES = 1;

  private RegexLimits() {}
}
