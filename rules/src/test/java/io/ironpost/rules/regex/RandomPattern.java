package io.ironpost.rules.regex;

import java.util.List;
import java.util.random.RandomGenerator;

/// Patterns that this engine and java.util.regex read alike, over an alphabet so small that matches
/// and near misses are frequent. Left out is where the JDK departs from PCRE: positions within a
/// surrogate pair, lookbehinds of unbounded length, possessive groups (atomic in PCRE only as a
/// whole), and counted groups of which one round is a mere assertion.
final class RandomPattern {
  private static final List<String> CHARS =
      List.of("a", "b", "A", "c", "\\n", "\u00e9", "\u00c9", " ", "\u4e16", "-");
  private static final List<String> SETS =
      List.of(
          ".", "\\w", "\\W", "\\d", "\\s", "\\S", "[ab]", "[^a]", "[^\\W]", "[a-c]", "[\u00e9b]");
  private static final List<String> ANCHORS = List.of("^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z");
  private static final List<String> QUANTIFIERS =
      List.of("*", "+", "?", "{2}", "{0,2}", "{1,}", "{2,3}", "*?", "+?", "??");
  private static final List<String> UNCOUNTED_QUANTIFIERS =
      List.of("*", "+", "?", "*?", "+?", "??");
  private static final List<String> OPENINGS =
      List.of("(", "(?:", "(?i:", "(?-i:", "(?s:", "(?m:", "(?<g");
  private static final List<String> BACKTRACKING = List.of("(?>", "(?=", "(?!", "(?<=", "(?<!");

  private final RandomGenerator random;
  private final boolean backtracking;
  private int names;

  private RandomPattern(RandomGenerator random, boolean backtracking) {
    this.random = random;
    this.backtracking = backtracking;
  }

  static String plain(RandomGenerator random) {
    return new RandomPattern(random, false).alternation(3);
  }

  /// With atomic groups, possessive quantifiers and lookarounds.
  static String withBacktracking(RandomGenerator random) {
    return new RandomPattern(random, true).alternation(2);
  }

  static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(9); length > 0; length--) {
      String c = one(random, CHARS);
      text.append(c.equals("\\n") ? "\n" : c);
    }
    return text.toString();
  }

  private String alternation(int depth) {
    StringBuilder pattern = new StringBuilder(branch(depth));
    while (random.nextInt(4) == 0) pattern.append('|').append(branch(depth));
    return pattern.toString();
  }

  private String branch(int depth) {
    StringBuilder branch = new StringBuilder();
    for (int parts = random.nextInt(5); parts > 0; parts--) branch.append(part(depth));
    return branch.toString();
  }

  private String part(int depth) {
    int kind = random.nextInt(10);
    if (kind == 0) return one(random, ANCHORS);
    if (kind < 3 && depth > 0) return group(depth);
    return quantified(one(random, kind < 6 ? SETS : CHARS));
  }

  private String quantified(String atom) {
    if (random.nextInt(3) != 0) return atom;
    String quantifier = one(random, QUANTIFIERS);
    boolean possessive = backtracking && !quantifier.endsWith("?") && random.nextBoolean();
    return atom + quantifier + (possessive ? "+" : "");
  }

  private String group(int depth) {
    if (backtracking && random.nextBoolean()) return backtrackingGroup(depth);
    String opening = one(random, OPENINGS);
    if (opening.equals("(?<g")) opening += names++ + ">";
    String group = opening + alternation(depth - 1) + ")";
    boolean counts = ANCHORS.stream().noneMatch(group::contains);
    return random.nextInt(3) != 0
        ? group
        : group + one(random, counts ? QUANTIFIERS : UNCOUNTED_QUANTIFIERS);
  }

  private String backtrackingGroup(int depth) {
    String opening = one(random, BACKTRACKING);
    if (!opening.startsWith("(?<")) return opening + alternation(depth - 1) + ")";
    return opening + one(random, SETS) + one(random, CHARS) + ")";
  }

  private static String one(RandomGenerator random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
