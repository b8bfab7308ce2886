package io.ironpost.cli.output;

/// Makes text from logs safe to look at.
///
/// Log lines are written by attackers. Escape sequences can rewrite the screen or the clipboard,
/// bidirectional controls can show a line in another order (CVE-2021-42574), invisible characters
/// can hide parts of it. All of them are spelled out: two hex digits after `\x`, or more in braces.
/// A backslash stays one: this is for reading, JSON is for machines.
public final class SafeText {
  private SafeText() {}

  /// The text on one line, with everything that would act on the terminal spelled out.
  public static String of(String text) {
    int at = firstUnsafe(text);
    if (at == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, at);
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (isSafe(c)) {
        safe.appendCodePoint(c);
      } else {
        spell(safe, c);
      }
      at += Character.charCount(c);
    }
    return safe.toString();
  }

  private static int firstUnsafe(String text) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isSafe(c)) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /// Printable and without a will of its own: no control (Cc), no format character (Cf: the
  /// bidirectional controls, zero-width joiners, tags), no half of a surrogate pair, no line or
  /// paragraph separator.
  static boolean isSafe(int c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void spell(StringBuilder safe, int c) {
    switch (c) {
      case '\t' -> safe.append("\\t");
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      default -> {
        String hex = Integer.toHexString(c);
        if (c <= 0xff) {
          safe.append("\\x").append(hex.length() == 1 ? "0" : "").append(hex);
        } else {
          safe.append("\\u{").append(hex).append('}');
        }
      }
    }
  }
}
