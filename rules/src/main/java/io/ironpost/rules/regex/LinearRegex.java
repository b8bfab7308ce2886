package io.ironpost.rules.regex;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A regular expression that answers one question, whether a text contains a match, in time linear
/// in the text.
///
/// The syntax is PCRE's (pcre2pattern(3)), which is what Sigma rules are written in; what a linear
/// engine cannot do (backreferences, most lookarounds, recursion) is refused with the place and the
/// reason. The sense is PCRE's too:
///
/// - `\d \w \s \b` and POSIX classes are ASCII; `\p{…}` is Unicode.
/// - `$` and `\Z` also match before a newline that ends the text; `.` is anything but `\n`.
/// - Ignoring case, letters are alike by simple Unicode folding, but an ASCII letter is alike to
///   its ASCII partner only.
/// - The text is UTF-8. A byte that is not part of a well-formed sequence counts as one char that
///   `.`, negated classes (`[^a]`, `\W`, `\P{L}`) match, and nothing else does.
///
/// Instances are immutable to their users and may be shared by any number of threads.
public final class LinearRegex {
  private final String pattern;
  private final Node node;
  private final LiteralFinder literals;
  private volatile @Nullable LazyDfa automaton;

  private LinearRegex(String pattern, Node node) {
    this.pattern = pattern;
    this.node = node;
    this.literals = new LiteralFinder(node);
  }

  /// @throws RegexSyntaxException for bad syntax, for constructs outside the linear subset, and for
  ///   patterns beyond the limits on size
  public static LinearRegex compile(String pattern, RegexFlags flags) {
    LinearRegex regex = prepare(pattern, flags);
    regex.automaton();
    return regex;
  }

  /// The same for a pattern that was compiled before, when its rule was read: the automaton is left
  /// for the first search, as most of a host's regular expressions never come to one.
  public static LinearRegex prepare(String pattern, RegexFlags flags) {
    Node parsed = RegexParser.parse(pattern, flags);
    return new LinearRegex(pattern, SearchTrimmer.trim(LinearSubset.rewrite(parsed)));
  }

  /// Whether there is a match anywhere from `start` to `end` (exclusive). These are the ends of the
  /// text for `^`, `$` and `\b` as well.
  public boolean find(byte[] bytes, int start, int end) {
    return automaton().find(bytes, start, end);
  }

  /// The longest literal that every match contains, if one is known.
  public Optional<Literal> requiredLiteral() {
    Literal literal = literals.one();
    return literal.text().isEmpty() ? Optional.empty() : Optional.of(literal);
  }

  /// The literals best looked for before running the regex: every match contains at least one of
  /// them. Empty if none are known.
  public List<Literal> requiredAnyOf() {
    return literals.anyOf();
  }

  @Override
  public String toString() {
    return pattern;
  }

  LazyDfa automaton() {
    LazyDfa known = automaton;
    return known == null ? build() : known;
  }

  private synchronized LazyDfa build() {
    LazyDfa known = automaton;
    if (known == null) {
      known = new LazyDfa(NfaCompiler.compile(node));
      automaton = known;
    }
    return known;
  }
}
