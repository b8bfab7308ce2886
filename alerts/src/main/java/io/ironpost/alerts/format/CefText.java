package io.ironpost.alerts.format;

/// The text of one CEF event while it is written, with its two ways to escape: `|` and `\` in the
/// header; `=`, `\` and line ends in values. Other characters that a terminal would act on are
/// written as `\\uXXXX`, which is text to CEF.
final class CefText {
  private final StringBuilder text = new StringBuilder(512);
  private boolean isFirstValue = true;

  /// A part of the header; it is one line.
  CefText header(String part) {
    for (int at = 0; at < part.length(); ) {
      int point = part.codePointAt(at);
      at += Character.charCount(point);
      switch (point) {
        case '|', '\\' -> text.append('\\').append((char) point);
        case '\n', '\r' -> text.append(' ');
        default -> visible(point);
      }
    }
    text.append('|');
    return this;
  }

  /// A value; nothing when it is empty.
  void value(String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    text.append(isFirstValue ? "" : " ").append(key).append('=');
    isFirstValue = false;
    for (int at = 0; at < value.length(); ) {
      int point = value.codePointAt(at);
      at += Character.charCount(point);
      switch (point) {
        case '=', '\\' -> text.append('\\').append((char) point);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> visible(point);
      }
    }
  }

  /// A value of a custom key, with what it means.
  void custom(String key, String label, String value) {
    if (!value.isEmpty()) {
      value(key + "Label", label);
      value(key, value);
    }
  }

  private void visible(int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          text.append("\\\\u%04x".formatted(point));
      default -> text.appendCodePoint(point);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
