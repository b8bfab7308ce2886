package io.ironpost.rules.regex;

import io.ironpost.rules.regex.Node.Alternation;
import io.ironpost.rules.regex.Node.Assertion;
import io.ironpost.rules.regex.Node.Atomic;
import io.ironpost.rules.regex.Node.Chars;
import io.ironpost.rules.regex.Node.Concat;
import io.ironpost.rules.regex.Node.Empty;
import io.ironpost.rules.regex.Node.Look;
import io.ironpost.rules.regex.Node.Repeat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Finds literals that every match contains, bottom up: for each node the few texts it can match,
/// if these are few, and the best that is known to be inside of it.
final class LiteralFinder {
  /// A set of this size or less is a choice of literals, a larger one is a gap.
  private static final int MAX_SET = 4;

  /// Copies of a counted repetition that are looked at; its literal only gets longer with more.
  private static final int MAX_COPIES = 8;

  /// @param whole the texts it can match; empty if not known or too many
  /// @param one a literal that every match contains, or an empty one
  /// @param anyOf literals of which every match contains one, or none
  private record Facts(List<Literal> whole, Literal one, List<Literal> anyOf) {
    static final Facts NOTHING = new Facts(List.of(), Literal.EMPTY, List.of());
    static final Facts EMPTY = of(List.of(Literal.EMPTY));

    static Facts of(List<Literal> whole) {
      List<Literal> distinct = LiteralChoice.reduce(whole);
      Literal one = distinct.size() == 1 ? distinct.getFirst() : Literal.EMPTY;
      return new Facts(whole, one, LiteralChoice.usable(distinct));
    }

    /// What is known if both have to be found.
    Facts and(Facts other) {
      return new Facts(List.of(), longer(one, other.one), LiteralChoice.better(anyOf, other.anyOf));
    }

    static Literal longer(Literal one, Literal other) {
      return one.utf8Length() >= other.utf8Length() ? one : other;
    }
  }

  private final Facts facts;

  LiteralFinder(Node pattern) {
    facts = facts(pattern);
  }

  /// The longest literal that every match contains; empty text if there is none long enough.
  Literal one() {
    return facts.one.utf8Length() >= RegexLimits.MIN_LITERAL_BYTES ? facts.one : Literal.EMPTY;
  }

  List<Literal> anyOf() {
    return facts.anyOf;
  }

  private static Facts facts(Node node) {
    return switch (node) {
      case Empty(), Assertion _, Look _ -> Facts.EMPTY;
      case Chars(var set) -> chars(set);
      case Atomic(var body, _) -> facts(body);
      case Repeat repeat -> repeat(repeat);
      case Concat(var parts) -> concat(parts.stream().flatMap(LiteralFinder::parts).toList());
      case Alternation(var branches) ->
          alternation(branches.stream().map(LiteralFinder::facts).toList());
    };
  }

  private static Facts chars(CodePointSet set) {
    if (set.isEmpty() || set.size() > MAX_SET || set.contains(CodePointSet.UNDECODABLE)) {
      return Facts.NOTHING;
    }
    List<Literal> texts = new ArrayList<>();
    for (int range = 0; range < set.rangeCount(); range++) {
      for (int c = set.low(range); c <= set.high(range); c++) {
        boolean bothCases = CharClasses.ALPHA.contains(c) && set.contains(c ^ 0x20);
        if (!bothCases || Character.isLowerCase(c)) {
          texts.add(new Literal(Character.toString(c), bothCases));
        }
      }
    }
    return Facts.of(texts);
  }

  private static Facts repeat(Repeat repeat) {
    Facts body = facts(repeat.body());
    if (repeat.min() > 0) return concat(copies(repeat, body));
    boolean maybe = repeat.max() == 1 && !body.whole.isEmpty();
    return maybe ? alternation(List.of(Facts.EMPTY, body)) : Facts.NOTHING;
  }

  /// A repetition that must happen, as parts of what it stands in: its first copies join what comes
  /// before, its last what comes after, even if these are the same.
  private static List<Facts> copies(Repeat repeat, Facts body) {
    List<Facts> some = Collections.nCopies(Math.min(repeat.min(), MAX_COPIES), body);
    List<Facts> copies = new ArrayList<>(some);
    if (repeat.max() != repeat.min() || repeat.min() > MAX_COPIES) {
      copies.add(Facts.NOTHING);
      copies.addAll(some);
    }
    return copies;
  }

  private static Stream<Facts> parts(Node node) {
    return node instanceof Repeat repeat && repeat.min() > 0
        ? copies(repeat, facts(repeat.body())).stream()
        : Stream.of(facts(node));
  }

  private static Facts alternation(List<Facts> branches) {
    List<Literal> whole = new ArrayList<>();
    List<Literal> anyOf = new ArrayList<>();
    boolean allWhole = true;
    boolean allAnyOf = true;
    for (Facts branch : branches) {
      allWhole &= !branch.whole.isEmpty() && whole.size() <= RegexLimits.MAX_LITERALS;
      allAnyOf &= !branch.anyOf.isEmpty() && anyOf.size() <= RegexLimits.MAX_LITERALS;
      if (allWhole) whole.addAll(branch.whole);
      if (allAnyOf) anyOf.addAll(branch.anyOf);
    }
    if (allWhole && whole.size() <= RegexLimits.MAX_LITERALS) return Facts.of(whole);
    List<Literal> reduced = LiteralChoice.reduce(allAnyOf ? anyOf : List.of());
    Literal one = reduced.size() == 1 ? reduced.getFirst() : Literal.EMPTY;
    return new Facts(List.of(), one, LiteralChoice.usable(reduced));
  }

  /// Joins neighbours into longer texts as long as these are few and short; where a text has to
  /// end, what has been gathered becomes a candidate and a new one begins.
  private static Facts concat(List<Facts> parts) {
    Facts best = Facts.NOTHING;
    List<Literal> run = Facts.EMPTY.whole;
    boolean everything = true;
    for (Facts part : parts) {
      List<Literal> joined = LiteralChoice.product(run, part.whole);
      if (joined.isEmpty()) {
        everything = false;
        best = best.and(Facts.of(run)).and(part);
        run = part.whole.isEmpty() ? Facts.EMPTY.whole : part.whole;
      } else {
        run = joined;
      }
    }
    Facts last = Facts.of(run);
    Facts all = everything ? last : best.and(last);
    return new Facts(all.whole, Facts.longer(all.one, longestWithoutChoice(parts)), all.anyOf);
  }

  private static Literal longestWithoutChoice(List<Facts> parts) {
    Literal longest = Literal.EMPTY;
    List<Literal> run = Facts.EMPTY.whole;
    for (Facts part : parts) {
      List<Literal> joined =
          part.whole.size() == 1 ? LiteralChoice.product(run, part.whole) : List.of();
      run = joined.isEmpty() ? Facts.EMPTY.whole : joined;
      longest = Facts.longer(longest, Facts.longer(run.getFirst(), part.one));
    }
    return longest;
  }
}
