package io.ironpost.rules.match;

import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.Predicate;
import io.ironpost.rules.model.TextPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes out the cases of letters beyond ASCII, so that the index can look for each as bytes:
/// rules against look-alike letters list hundreds of single Cyrillic ones, and decoding every value
/// for them would cost more than all other rules together.
final class CaseVariants {
  /// A word of four such letters; longer ones are tested by decoding ([UnicodeGlobTest]).
  static final int MAX_VARIANTS = 16;

  private static final int LAST_CASED = 0x1ffff; // no letter beyond has two cases (Unicode 16)

  private CaseVariants() {}

  private static final class Letters {
    static final Map<Integer, List<Integer>> BY_FOLD = byFold();

    private static Map<Integer, List<Integer>> byFold() {
      Map<Integer, List<Integer>> letters = new HashMap<>();
      for (int c = 128; c <= LAST_CASED; c++) {
        if (Character.toLowerCase(c) != Character.toUpperCase(c)) {
          letters.computeIfAbsent(UnicodeGlobTest.fold(c), _ -> new ArrayList<>()).add(c);
        }
      }
      return letters;
    }

    static List<Integer> like(int c) {
      return BY_FOLD.getOrDefault(UnicodeGlobTest.fold(c), List.of(c));
    }
  }

  /// The same question in bytes where that is possible, else the question itself.
  static Expr expand(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Field(var field, Matcher.Text(var pattern)) when isExpandable(pattern) ->
          anyOf(pattern, matcher -> new Predicate.Field(field, matcher), predicate);
      case Predicate.Keyword(Matcher.Text(var pattern)) when isExpandable(pattern) ->
          anyOf(pattern, Predicate.Keyword::new, predicate);
      default -> new Expr.Test(predicate);
    };
  }

  /// ASCII letters fold on their own; a pattern that has both would need every mixture.
  private static boolean isExpandable(TextPattern pattern) {
    return !pattern.cased()
        && UnicodeGlobTest.isNeededFor(pattern)
        && pattern.parts().stream()
            .noneMatch(part ->
                part instanceof TextPattern.Literal(var bytes)
                    && bytes.toString().chars().anyMatch(CaseVariants::isAsciiLetter));
  }

  private static boolean isAsciiLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static Expr anyOf(
      TextPattern pattern, Function<Matcher, Predicate> question, Predicate original) {
    List<List<TextPattern.Part>> variants = List.of(List.of());
    for (TextPattern.Part part : pattern.parts()) {
      variants = product(variants, variantsOf(part));
      if (variants.size() > MAX_VARIANTS) {
        return new Expr.Test(original);
      }
    }
    return Expr.anyOf(
        variants.stream()
            .<Expr>map(parts ->
                new Expr.Test(question.apply(new Matcher.Text(new TextPattern(parts, true)))))
            .toList());
  }

  private static List<TextPattern.Part> variantsOf(TextPattern.Part part) {
    if (!(part instanceof TextPattern.Literal(var bytes))) {
      return List.of(part);
    }
    List<String> texts = List.of("");
    for (int c : bytes.toString().codePoints().toArray()) {
      List<Integer> letters = c < 128 ? List.of(c) : Letters.like(c);
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        letters.forEach(letter -> longer.add(text + Character.toString(letter)));
      }
      texts = longer;
      if (texts.size() > MAX_VARIANTS) {
        break;
      }
    }
    return texts.stream()
        .<TextPattern.Part>map(text -> new TextPattern.Literal(ByteString.utf8(text)))
        .toList();
  }

  private static List<List<TextPattern.Part>> product(
      List<List<TextPattern.Part>> heads, List<TextPattern.Part> tails) {
    List<List<TextPattern.Part>> all = new ArrayList<>();
    for (List<TextPattern.Part> head : heads) {
      for (TextPattern.Part tail : tails) {
        List<TextPattern.Part> joined = new ArrayList<>(head);
        joined.add(tail);
        all.add(joined);
      }
    }
    return all;
  }
}
