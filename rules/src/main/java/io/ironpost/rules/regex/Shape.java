package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Alternation;
import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Concat;
import io.ironpost.rules.regex.Node.Empty;
import io.ironpost.rules.regex.Node.Look;
import io.ironpost.rules.regex.Node.Repeat;
import java.util.Comparator;
import java.util.OptionalInt;

/// What can be said of all matches of a node without running it.
final class Shape {
  /// Whether a node can match without consuming; ordered from least to most.
  enum Nullable {
    NEVER,
    /// only where an assertion holds
    SOMEWHERE,
    ALWAYS
  }

  private Shape() {}

  static Nullable nullable(Node node) {
    return switch (node) {
      case Empty() -> Nullable.ALWAYS;
      case Chars _ -> Nullable.NEVER;
      case Assertion _, Look _ -> Nullable.SOMEWHERE;
      case Atomic(var body, _) -> nullable(body);
      case Repeat(var body, var min, _, _) -> min == 0 ? Nullable.ALWAYS : nullable(body);
      case Concat(var parts) ->
          parts.stream().map(Shape::nullable).min(Comparator.naturalOrder()).orElseThrow();
      case Alternation(var branches) ->
          branches.stream().map(Shape::nullable).max(Comparator.naturalOrder()).orElseThrow();
    };
  }

  /// The number of code points of every match, if all have the same.
  static OptionalInt fixedLength(Node node) {
    return switch (node) {
      case Empty(), Assertion _, Look _ -> OptionalInt.of(0);
      case Chars _ -> OptionalInt.of(1);
      case Atomic(var body, _) -> fixedLength(body);
      case Repeat(var body, var min, var max, _) -> {
        OptionalInt one = fixedLength(body);
        yield min == max && one.isPresent() ? OptionalInt.of(min * one.getAsInt()) : empty();
      }
      case Concat(var parts) -> {
        int sum = 0;
        for (Node part : parts) {
          OptionalInt length = fixedLength(part);
          if (length.isEmpty()) yield empty();
          sum += length.getAsInt();
        }
        yield OptionalInt.of(sum);
      }
      case Alternation(var branches) -> {
        OptionalInt first = fixedLength(branches.getFirst());
        yield branches.stream().allMatch(b -> fixedLength(b).equals(first)) ? first : empty();
      }
    };
  }

  private static OptionalInt empty() {
    return OptionalInt.empty();
  }

  /// A superset of the code points that may stand at the start of a match. An assertion that may
  /// hold between two code points counts as starting with the second; the end of the text, with or
  /// without a newline before it, is not between two.
  static CodePointSet first(Node node) {
    return switch (node) {
      case Empty() -> CodePointSet.NONE;
      case Chars(var set) -> set;
      case Assertion(var kind) -> before(kind);
      case Look _ -> CodePointSet.ALL;
      case Atomic(var body, _) -> first(body);
      case Repeat(var body, _, _, _) -> first(body);
      case Alternation(var branches) -> {
        CodePointSet.Builder set = new CodePointSet.Builder();
        branches.forEach(branch -> set.addAll(first(branch)));
        yield set.build();
      }
      case Concat(var parts) -> {
        CodePointSet.Builder set = new CodePointSet.Builder();
        for (Node part : parts) {
          set.addAll(first(part));
          if (nullable(part) == Nullable.NEVER) break;
        }
        yield set.build();
      }
    };
  }

  private static CodePointSet before(Node.Position kind) {
    return switch (kind) {
      case TEXT_END, TEXT_END_OR_FINAL_NEWLINE -> CodePointSet.NONE;
      case LINE_END -> CharClasses.NEWLINE;
      case TEXT_START, LINE_START, WORD_BOUNDARY, NO_WORD_BOUNDARY -> CodePointSet.ALL;
    };
  }

  /// True if a match can only start where the text starts, so that a search need not go on.
  static boolean startsAtTextStart(Node node) {
    return switch (node) {
      case Assertion(var kind) -> kind == Node.Position.TEXT_START;
      case Concat(var parts) -> startsAtTextStart(parts.getFirst());
      case Alternation(var branches) -> branches.stream().allMatch(Shape::startsAtTextStart);
      case Repeat(var body, var min, _, _) -> min > 0 && startsAtTextStart(body);
      case Atomic(var body, _) -> startsAtTextStart(body);
      case Empty(), Chars _, Look _ -> false;
    };
  }
}
