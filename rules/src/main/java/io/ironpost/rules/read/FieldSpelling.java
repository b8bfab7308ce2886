package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Scalar;
import java.util.Optional;
import java.util.Set;

/// Says when the name of a field looks like a slip of a known one. Rules may look at any field, so
/// nothing follows from a name that is merely unknown.
final class FieldSpelling {
  /// Shorter names are too easily one letter apart: `uid` and `gid`.
  private static final int MIN_LENGTH = 6;

  /// From here on two wrong letters are still a slip and no other name.
  private static final int LONG = 11;

  private final RuleContext context;
  private final Set<String> known;

  FieldSpelling(RuleContext context) {
    this.context = context;
    this.known = context.options().fieldNames();
  }

  void check(Scalar key, String field) {
    if (known.isEmpty() || field.length() < MIN_LENGTH || known.contains(field)) {
      return;
    }
    int allowed = field.length() >= LONG ? 2 : 1;
    Optional<String> nearest = Nearest.within(allowed, field, known);
    if (nearest.isPresent() && isSlip(field, nearest.get())) {
      Span span = context.part(key, 0, field.length());
      String message = "unknown field '" + field + "'";
      String hint = "did you mean '" + nearest.get() + "'?";
      context.problems().warning("unknown-field", span, message, hint);
    }
  }

  /// `param1` and `param3`, `SourceIp` and `SourceIps` are different fields; a number or a plural
  /// is no slip.
  private static boolean isSlip(String field, String known) {
    return !letters(field).equals(letters(known));
  }

  private static String letters(String name) {
    String letters = name.replaceAll("[0-9]", "");
    return letters.endsWith("s") ? letters.substring(0, letters.length() - 1) : letters;
  }
}
