package io.ironpost.rules.read;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.regex.LinearRegex;
import io.ironpost.rules.regex.RegexFlags;
import io.ironpost.rules.regex.RegexSyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads `re` values. A pattern that is wrong or outside the linear subset is refused here, with
/// its place, and never reaches an event.
final class RegexReader {
  /// Compiling a pattern to check it costs about as much as this many plain tests.
  private static final int WEIGHT = 50;

  private final RuleContext context;
  private final Set<Matcher> sound = new HashSet<>();

  RegexReader(RuleContext context) {
    this.context = context;
  }

  Optional<Matcher> read(FieldKey key, Scalar value, String text) {
    RegexFlags flags =
        new RegexFlags(key.has(Modifier.I), key.has(Modifier.M), key.has(Modifier.S));
    Matcher regex = new Matcher.Regex(text, flags.ignoreCase(), flags.multiLine(), flags.dotAll());
    if (sound.contains(regex)) {
      return Optional.of(regex);
    }
    if (!context.affords(WEIGHT, value.span())) {
      return Optional.empty();
    }
    try {
      LinearRegex.compile(text, flags);
      sound.add(regex);
      return Optional.of(regex);
    } catch (RegexSyntaxException e) {
      report(value, text, e);
      return Optional.empty();
    }
  }

  private void report(Scalar value, String text, RegexSyntaxException e) {
    boolean asWritten = text.equals(value.text());
    Span span = asWritten ? context.part(value, e.index(), 1) : value.span();
    context.problems().error("bad-regex", span, "regex: " + e.reason(), e.remedy());
  }
}
