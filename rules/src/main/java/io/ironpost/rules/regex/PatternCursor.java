package io.ironpost.rules.regex;

/// A position in the pattern text, shared by the parsers of its parts.
final class PatternCursor {
  private final String pattern;
  private int index;

  PatternCursor(String pattern) {
    this.pattern = pattern;
  }

  int index() {
    return index;
  }

  boolean atEnd() {
    return index >= pattern.length();
  }

  /// The char here, or NUL at the end: callers look for particular chars, never for NUL.
  char peek() {
    return lookingAtChar(0);
  }

  char lookingAtChar(int offset) {
    int at = index + offset;
    return at < pattern.length() ? pattern.charAt(at) : '\0';
  }

  boolean lookingAt(String text) {
    return pattern.startsWith(text, index);
  }

  boolean accept(String text) {
    boolean found = lookingAt(text);
    if (found) index += text.length();
    return found;
  }

  /// The code point here; moves past it.
  int next() {
    if (atEnd()) throw refuse(index, "the pattern ends too early", "Complete it");
    int codePoint = pattern.codePointAt(index);
    index += Character.charCount(codePoint);
    return codePoint;
  }

  /// The text up to `terminator`, which is skipped.
  String until(String terminator, String construct) {
    int end = pattern.indexOf(terminator, index);
    if (end < 0) throw refuse(index, construct + " is not closed", "Add " + terminator);
    String text = pattern.substring(index, end);
    index = end + terminator.length();
    return text;
  }

  /// As many digits of the base as are there, up to `limit`, as text.
  String digits(int base, int limit) {
    int from = index;
    while (index < pattern.length()
        && index - from < limit
        && pattern.charAt(index) < 0x80
        && Character.digit(pattern.charAt(index), base) >= 0) {
      index++;
    }
    return pattern.substring(from, index);
  }

  void moveTo(int newIndex) {
    index = newIndex;
  }

  RegexSyntaxException refuse(int at, String reason, String remedy) {
    return new RegexSyntaxException(at, reason, remedy);
  }
}
