package io.ironpost.rules.regex;

import java.nio.charset.StandardCharsets;

/// Text that a match cannot do without; what a prefilter looks for before the regex is run.
///
/// @param text the text; ASCII letters are in lower case if `ignoreCase`
/// @param ignoreCase compare with ASCII letters folded (only these: see [LinearRegex])
public record Literal(String text, boolean ignoreCase) {
  static final Literal EMPTY = new Literal("", false);

  public Literal {
    if (ignoreCase) text = asciiLowerCase(text);
  }

  /// The bytes to look for.
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Literal then(Literal next) {
    return new Literal(text + next.text, ignoreCase || next.ignoreCase);
  }

  /// True if wherever `other` is found this one is found too, so `other` need not be looked for.
  boolean isWithin(Literal other) {
    if (!ignoreCase) return !other.ignoreCase && other.text.contains(text);
    return asciiLowerCase(other.text).contains(text);
  }

  int utf8Length() {
    return utf8().length;
  }

  private static String asciiLowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') lower.setCharAt(i, (char) (c | 0x20));
    }
    return lower.toString();
  }
}
