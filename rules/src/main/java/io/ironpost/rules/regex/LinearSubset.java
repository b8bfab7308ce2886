package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Alternation;
import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Concat;
import io.ironpost.rules.regex.Node.Direction;
import io.ironpost.rules.regex.Node.Empty;
import io.ironpost.rules.regex.Node.Look;
import io.ironpost.rules.regex.Node.Position;
import io.ironpost.rules.regex.Node.Repeat;
import io.ironpost.rules.regex.Shape.Nullable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Rewrites atomic groups and lookarounds where that cannot change whether a match exists, and
/// refuses them elsewhere. The rewritings:
///
/// - Atomic, followed by what always succeeds: nothing can fail later and ask for another way.
/// - Atomic, all matches of one length: another way through it ends at the same place.
/// - Atomic greedy repetition of a set (`[^"]*+"`), followed by what cannot start within the set:
///   giving back a char would leave exactly such a start. (`$` may follow: where it holds before a
///   newline that would be given back, it also holds after.)
/// - `(?=X)` followed by what always succeeds is X; `(?!c)` there is a char other than c, or the
///   end.
/// - `(?<=X)` where a match begins is X, as a search tries earlier starts too; `(?<!c)` there is a
///   char other than c, or the start.
final class LinearSubset {
  private static final CodePointSet ANYTHING = CodePointSet.ALL;

  /// What comes after a node.
  ///
  /// @param first a superset of what it can start with, see [Shape#first]
  /// @param succeeds it can match nothing, wherever it is tried
  private record Rest(CodePointSet first, boolean succeeds) {
    static final Rest NOTHING = new Rest(CodePointSet.NONE, true);
    static final Rest UNKNOWN = new Rest(ANYTHING, false);

    Rest precededBy(Node node) {
      Nullable nullable = Shape.nullable(node);
      CodePointSet start = Shape.first(node);
      return new Rest(
          nullable == Nullable.NEVER ? start : start.union(first),
          nullable == Nullable.ALWAYS && succeeds);
    }

    Rest inside(Repeat repeat) {
      if (repeat.max() == 1) return this;
      boolean stops = repeat.min() <= 1 || Shape.nullable(repeat.body()) == Nullable.ALWAYS;
      return new Rest(first.union(Shape.first(repeat.body())), succeeds && stops);
    }
  }

  /// Whether a match begins where the node does.
  private enum Place {
    MATCH_START,
    LATER
  }

  private LinearSubset() {}

  static Node rewrite(Node pattern) {
    return isPlain(pattern) ? pattern : rewrite(pattern, Place.MATCH_START, Rest.NOTHING);
  }

  private static boolean isPlain(Node node) {
    return switch (node) {
      case Empty(), Chars _, Assertion _ -> true;
      case Atomic _, Look _ -> false;
      case Repeat(var body, _, _, _) -> isPlain(body);
      case Concat(var parts) -> parts.stream().allMatch(LinearSubset::isPlain);
      case Alternation(var branches) -> branches.stream().allMatch(LinearSubset::isPlain);
    };
  }

  private static Node rewrite(Node node, Place place, Rest rest) {
    return switch (node) {
      case Empty(), Chars _, Assertion _ -> node;
      case Atomic atomic -> atomic(atomic, place, rest);
      case Look look -> look(look, place, rest);
      case Concat(var parts) -> concat(parts, place, rest);
      case Alternation(var branches) ->
          Node.alternation(branches.stream().map(b -> rewrite(b, place, rest)).toList());
      case Repeat repeat -> {
        Place inside = repeat.max() == 1 ? place : Place.LATER;
        Node body = rewrite(repeat.body(), inside, rest.inside(repeat));
        yield repeat.of(body);
      }
    };
  }

  /// From the last to the first, as each needs to know what follows it.
  private static Node concat(List<Node> parts, Place place, Rest rest) {
    Deque<Node> rewritten = new ArrayDeque<>();
    Rest after = rest;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Node part = rewrite(parts.get(i), i == 0 ? place : Place.LATER, after);
      rewritten.addFirst(part);
      after = after.precededBy(part);
    }
    return Node.concat(List.copyOf(rewritten));
  }

  private static Node atomic(Atomic atomic, Place place, Rest rest) {
    Node body = rewrite(atomic.body(), place, rest);
    boolean oneWay = rest.succeeds() || Shape.fixedLength(body).isPresent();
    if (oneWay || givesNothingBack(body, rest)) return body;
    throw new RegexSyntaxException(
        atomic.index(),
        "an atomic group, a possessive quantifier or \\R is outside the linear subset here, as it"
            + " changes what matches",
        "Use the plain group (?:…) or quantifier, (?:\\r\\n|[\\r\\n]) for \\R; there is no"
            + " backtracking to save");
  }

  private static boolean givesNothingBack(Node body, Rest rest) {
    return body instanceof Repeat(Chars(var set), _, _, var lazy)
        && !lazy
        && set.intersect(rest.first()).isEmpty();
  }

  private static Node look(Look look, Place place, Rest rest) {
    return switch (look.direction()) {
      case AHEAD -> {
        if (!rest.succeeds()) throw refuse(look);
        yield rewrite(look.body(), place, Rest.NOTHING);
      }
      case NOT_AHEAD -> {
        if (!rest.succeeds()) throw refuse(look);
        yield otherThan(look, Position.TEXT_END);
      }
      case BEHIND -> {
        if (place != Place.MATCH_START) throw refuse(look);
        yield rewrite(look.body(), place, Rest.UNKNOWN);
      }
      case NOT_BEHIND -> {
        if (place != Place.MATCH_START) throw refuse(look);
        yield otherThan(look, Position.TEXT_START);
      }
    };
  }

  private static Node otherThan(Look look, Position edge) {
    if (!(look.body() instanceof Chars(var set))) throw refuse(look);
    return Node.alternation(List.of(new Assertion(edge), new Chars(set.negate())));
  }

  private static RegexSyntaxException refuse(Look look) {
    boolean negative =
        look.direction() == Direction.NOT_AHEAD || look.direction() == Direction.NOT_BEHIND;
    return new RegexSyntaxException(
        look.index(),
        "the " + look.direction().text + " is outside the linear subset here",
        "Make it a pattern of its own and combine both in the condition with "
            + (negative ? "`and not`" : "`and`"));
  }
}
