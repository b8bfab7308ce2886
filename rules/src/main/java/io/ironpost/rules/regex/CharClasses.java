package io.ironpost.rules.regex;

import static io.ironpost.rules.regex.CodePointSet.range;

import java.util.Optional;

/// The classes with short names. They are ASCII, as in PCRE and RE2 without their Unicode options:
/// `\w` in a rule means what it meant where the rule was tried.
final class CharClasses {
  static final CodePointSet DIGIT = range('0', '9');
  static final CodePointSet UPPER = range('A', 'Z');
  static final CodePointSet LOWER = range('a', 'z');
  static final CodePointSet ALPHA = UPPER.union(LOWER);
  static final CodePointSet ALNUM = ALPHA.union(DIGIT);
  static final CodePointSet WORD = ALNUM.union(CodePointSet.of('_'));

  /// `\s`: PCRE since 8.34 counts the vertical tab (11) too.
  static final CodePointSet SPACE = range('\t', '\r').union(CodePointSet.of(' '));

  /// `\h`, pcre2pattern(3).
  static final CodePointSet HORIZONTAL_SPACE =
      CodePointSet.anyOf("\t \u00a0\u1680\u180e\u202f\u205f\u3000").union(range(0x2000, 0x200a));

  /// `\v`, pcre2pattern(3); RE2's `\v` is the vertical tab alone, which this contains.
  static final CodePointSet VERTICAL_SPACE =
      range('\n', '\r').union(CodePointSet.anyOf("\u0085\u2028\u2029"));

  static final CodePointSet NEWLINE = CodePointSet.of('\n');

  private CharClasses() {}

  /// POSIX names, as in `[[:alpha:]]` and `\p{Alpha}` (lower case here).
  static Optional<CodePointSet> posix(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "alpha" -> ALPHA;
          case "digit" -> DIGIT;
          case "alnum" -> ALNUM;
          case "upper" -> UPPER;
          case "lower" -> LOWER;
          case "space" -> SPACE;
          case "blank" -> CodePointSet.anyOf(" \t");
          case "cntrl" -> range(0, 0x1f).union(CodePointSet.of(0x7f));
          case "graph" -> range(0x21, 0x7e);
          case "print" -> range(0x20, 0x7e);
          case "punct" -> range(0x21, 0x7e).intersect(ALNUM.negate());
          case "xdigit" -> DIGIT.union(range('a', 'f')).union(range('A', 'F'));
          case "word" -> WORD;
          case "ascii" -> range(0, 0x7f);
          default -> null;
        });
  }
}
