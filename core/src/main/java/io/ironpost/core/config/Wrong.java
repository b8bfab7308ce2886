package io.ironpost.core.config;

import java.util.List;

/// Says that a value is not what its key takes.
final class Wrong {
  /// Longer values are cut in messages.
  private static final int MAX_SHOWN = 60;

  private Wrong() {}

  static Problem value(Section section, Key<?> key, Object value, Origin origin) {
    String message = "must be " + key.kind().inWords() + ", is " + shown(key.kind(), value);
    String hint =
        key.kind() instanceof Kind.Choice(var words) && value instanceof String word
            ? NearestName.to(word, words).orElse("")
            : "";
    return new Problem(origin, section.dotted(key), message, hint);
  }

  private static String shown(Kind<?> kind, Object value) {
    if (kind instanceof Kind.Hidden()) {
      return "something else";
    }
    String text =
        switch (value) {
          case String s when s.isEmpty() -> "empty";
          case String s -> "\"" + s + "\"";
          case List<?> items when items.isEmpty() -> "an empty list";
          case Long number -> number.toString();
          default -> value.toString();
        };
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }
}
