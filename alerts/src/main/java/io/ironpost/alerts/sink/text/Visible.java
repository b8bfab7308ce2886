package io.ironpost.alerts.sink.text;

/// Makes the attacker's text harmless for one line of text that people or line protocols read:
/// control characters, line ends and what reorders text are written out as their escapes.
///
/// Without it a log line with a line end could forge a mail header or a syslog message of its own
/// (CWE-93, CWE-117), and one with U+202E could read backwards (CVE-2021-42574).
public final class Visible {
  private static final String CUT = "…";

  private Visible() {}

  /// The whole text on one line.
  public static String line(String text) {
    return line(text, Integer.MAX_VALUE);
  }

  /// The text on one line of at most `maxChars` characters; what is cut off ends in `…`.
  public static String line(String text, int maxChars) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 8);
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      append(out, point);
      if (out.length() > maxChars) {
        return cut(out.toString(), maxChars);
      }
    }
    return out.toString();
  }

  /// The first `maxChars` characters, ending in `…` when something was cut; never half a character.
  public static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Math.max(0, maxChars - CUT.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT;
  }

  private static void append(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isHidden(point)) {
          out.append("\\u{").append(Integer.toHexString(point)).append('}');
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  /// Control, format (bidirectional marks, zero width), line and paragraph separators, and halves
  /// of surrogate pairs, which no encoder writes.
  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
