package io.ironpost.rules.regex;

import java.util.ArrayList;
import java.util.List;

/// A parsed pattern. Groups are gone (only whether a match exists is asked, so captures and the
/// order of alternatives do not count), flags are worked into the sets and assertions.
sealed interface Node {
  Node EMPTY = new Empty();

  /// Matches nothing, everywhere.
  record Empty() implements Node {}

  /// One code point out of a set.
  record Chars(CodePointSet set) implements Node {}

  /// A condition on a position.
  record Assertion(Position kind) implements Node {}

  record Concat(List<Node> parts) implements Node {
    public Concat {
      parts = List.copyOf(parts);
    }
  }

  record Alternation(List<Node> branches) implements Node {
    public Alternation {
      branches = List.copyOf(branches);
    }
  }

  /// @param max [#UNBOUNDED] for no upper bound
  /// @param lazy it prefers few: no difference but inside of an atomic group
  record Repeat(Node body, int min, int max, boolean lazy) implements Node {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    /// As often, of something else.
    Node of(Node other) {
      return Node.repeat(new Repeat(other, min, max, lazy));
    }
  }

  /// `(?>…)` and `…*+`: [LinearSubset] rewrites or refuses it.
  ///
  /// @param index where it stands in the pattern
  record Atomic(Node body, int index) implements Node {}

  /// A lookaround: [LinearSubset] rewrites or refuses it.
  ///
  /// @param index where it stands in the pattern
  record Look(Direction direction, Node body, int index) implements Node {}

  enum Direction {
    AHEAD("lookahead (?=…)"),
    NOT_AHEAD("negative lookahead (?!…)"),
    BEHIND("lookbehind (?<=…)"),
    NOT_BEHIND("negative lookbehind (?<!…)");

    final String text;

    Direction(String text) {
      this.text = text;
    }
  }

  /// What an assertion asks of the bytes before and after a position.
  enum Position {
    /// `\A`, and `^` without `m`.
    TEXT_START,
    /// `^` with `m`: at the start, or after `\n` unless the text ends there (PCRE).
    LINE_START,
    /// `\z`.
    TEXT_END,
    /// `\Z`, and `$` without `m`: at the end or before a `\n` that ends the text (PCRE).
    TEXT_END_OR_FINAL_NEWLINE,
    /// `$` with `m`.
    LINE_END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  static Node concat(List<Node> parts) {
    List<Node> flat = new ArrayList<>();
    for (Node part : parts) {
      if (part instanceof Concat(var inner)) flat.addAll(inner);
      else if (!(part instanceof Empty)) flat.add(part);
    }
    return switch (flat.size()) {
      case 0 -> EMPTY;
      case 1 -> flat.getFirst();
      default -> new Concat(flat);
    };
  }

  static Node alternation(List<Node> branches) {
    return branches.size() == 1 ? branches.getFirst() : new Alternation(branches);
  }

  /// Nothing repeated is nothing: without this `((){9}){9}` would be expanded for ever at no cost
  /// in states.
  static Node repeat(Repeat repeat) {
    if (repeat.max == 0 || repeat.body instanceof Empty) return EMPTY;
    return repeat.min == 1 && repeat.max == 1 ? repeat.body : repeat;
  }
}
