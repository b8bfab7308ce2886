package io.ironpost.rules.regex;

import java.util.Optional;

/// A quantifier's numbers.
record Bounds(int min, int max) {
  private static final int MAX_DIGITS = String.valueOf(RegexLimits.MAX_REPEAT).length();

  /// Takes a quantifier, if one stands here. A `{` that does not begin `{n}`, `{n,}` or `{n,m}` is
  /// an ordinary char, as in PCRE and RE2.
  static Optional<Bounds> accept(PatternCursor in) {
    return switch (in.peek()) {
      case '*' -> taken(in, new Bounds(0, Node.Repeat.UNBOUNDED));
      case '+' -> taken(in, new Bounds(1, Node.Repeat.UNBOUNDED));
      case '?' -> taken(in, new Bounds(0, 1));
      case '{' -> braces(in);
      default -> Optional.empty();
    };
  }

  private static Optional<Bounds> taken(PatternCursor in, Bounds bounds) {
    in.next();
    return Optional.of(bounds);
  }

  private static Optional<Bounds> braces(PatternCursor in) {
    int open = in.index();
    in.next();
    String min = in.digits(10, Integer.MAX_VALUE);
    boolean comma = in.accept(",");
    String max = comma ? in.digits(10, Integer.MAX_VALUE) : min;
    if (min.isEmpty() || !in.accept("}")) {
      in.moveTo(open);
      return Optional.empty();
    }
    int low = number(in, open, min);
    int high = max.isEmpty() ? Node.Repeat.UNBOUNDED : number(in, open, max);
    if (low > high) {
      throw in.refuse(open, "{%d,%d} has its bounds reversed".formatted(low, high), "Swap them");
    }
    return Optional.of(new Bounds(low, high));
  }

  private static int number(PatternCursor in, int open, String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    boolean tooLong = significant.length() > MAX_DIGITS;
    if (tooLong || Integer.parseInt(significant) > RegexLimits.MAX_REPEAT) {
      throw in.refuse(
          open,
          "a repetition of more than " + RegexLimits.MAX_REPEAT,
          "Use a smaller count, or leave the upper bound open");
    }
    return Integer.parseInt(significant);
  }
}
