package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Kind;
import java.util.regex.Pattern;

/// What an unquoted scalar means, by YAML 1.2's core schema (section 10.3.2). YAML 1.1's `yes`,
/// `on` and sexagesimal numbers stay text, as their authors nearly always meant.
final class ScalarKinds {
  /// Longer digits are an identifier, not a quantity, and arithmetic on them is an attack.
  static final int MAX_NUMBER_LENGTH = 40;

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?");

  private ScalarKinds() {}

  static Kind of(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
      default -> startsLikeNumber(text) ? numberKind(text) : Kind.TEXT;
    };
  }

  private static boolean startsLikeNumber(String text) {
    char first = text.charAt(0);
    return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
  }

  private static Kind numberKind(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return Kind.TEXT;
    }
    if (INTEGER.matcher(text).matches()) {
      return Kind.INTEGER;
    }
    return DECIMAL.matcher(text).matches() ? Kind.DECIMAL : Kind.TEXT;
  }
}
