package io.ironpost.rules.regex;

import java.util.ArrayList;
import java.util.List;

/// Sets of literals of which one has to be found; an empty list means that nothing is known.
final class LiteralChoice {
  /// What one alternative more must bring, in bytes of the shortest.
  private static final int ALTERNATIVES_PER_BYTE = 4;

  /// Beyond this a longer literal hardly hits less often.
  private static final int LONG_ENOUGH = 12;

  private LiteralChoice() {}

  /// Each of the one followed by each of the other; empty if too many or too long.
  static List<Literal> product(List<Literal> left, List<Literal> right) {
    if (left.size() * right.size() > RegexLimits.MAX_LITERALS) return List.of();
    List<Literal> joined = new ArrayList<>();
    for (Literal head : left) {
      for (Literal tail : right) {
        Literal text = head.then(tail);
        if (text.text().length() > RegexLimits.MAX_LITERAL_CHARS) return List.of();
        joined.add(text);
      }
    }
    return joined;
  }

  /// Without those that contain another one.
  static List<Literal> reduce(List<Literal> literals) {
    List<Literal> kept = new ArrayList<>();
    for (Literal literal : literals) {
      if (kept.stream().anyMatch(other -> other.isWithin(literal))) continue;
      kept.removeIf(literal::isWithin);
      kept.add(literal);
    }
    return List.copyOf(kept);
  }

  /// The literals, if each is long enough and they are few enough to look for.
  static List<Literal> usable(List<Literal> literals) {
    boolean usable =
        literals.size() <= RegexLimits.MAX_LITERALS
            && shortest(literals) >= RegexLimits.MIN_LITERAL_BYTES;
    return usable ? literals : List.of();
  }

  static List<Literal> better(List<Literal> one, List<Literal> other) {
    return score(one) >= score(other) ? one : other;
  }

  private static int score(List<Literal> literals) {
    if (literals.isEmpty()) return Integer.MIN_VALUE;
    return ALTERNATIVES_PER_BYTE * Math.min(shortest(literals), LONG_ENOUGH) - literals.size();
  }

  private static int shortest(List<Literal> literals) {
    return literals.stream().mapToInt(Literal::utf8Length).min().orElse(0);
  }
}
