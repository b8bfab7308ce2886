package io.ironpost.rules.match;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.regex.LinearRegex;
import io.ironpost.rules.regex.RegexFlags;

/// An unanchored regular expression, in time linear in the value.
final class RegexTest implements ValueTest {
  private final LinearRegex regex;

  RegexTest(Matcher.Regex matcher) {
    regex = compile(matcher);
  }

  static LinearRegex compile(Matcher.Regex matcher) {
    return LinearRegex.compile(
        matcher.pattern(),
        new RegexFlags(matcher.ignoreCase(), matcher.multiLine(), matcher.dotAll()));
  }

  @Override
  public boolean holds(byte[] bytes, int start, int end, int kind) {
    return regex.find(bytes, start, end);
  }
}
