package io.ironpost.rules.match;

import io.ironpost.core.event.FieldNames;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.regex.LinearRegex;
import io.ironpost.rules.regex.RegexFlags;
import java.util.HashMap;
import java.util.Map;

/// What the compilation of one group shares: the numbers of fields, and each regular expression
/// once.
final class Compilation {
  private final FieldNames names;
  private final Map<Matcher.Regex, LinearRegex> regexes = new HashMap<>();

  Compilation(FieldNames names) {
    this.names = names;
  }

  int field(String name) {
    return names.idOf(name);
  }

  LinearRegex regex(Matcher.Regex matcher) {
    return regexes.computeIfAbsent(matcher, Compilation::compile);
  }

  private static LinearRegex compile(Matcher.Regex matcher) {
    return LinearRegex.prepare(
        matcher.pattern(),
        new RegexFlags(matcher.ignoreCase(), matcher.multiLine(), matcher.dotAll()));
  }
}
