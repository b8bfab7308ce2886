package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Style;

/// Finds where a part of a scalar's value stands in the source, so that a caret can point at one
/// word of a condition or one character of a regular expression.
final class ScalarSpans {
  private ScalarSpans() {}

  /// @param from index into the scalar's text, in chars
  /// @param length how much of the text is meant, in chars
  static Span part(Source source, Scalar scalar, int from, int length) {
    boolean oneLine = scalar.style() != Style.BLOCK && scalar.span().length() >= from + length;
    return oneLine ? inLine(source, scalar, from, length) : inBlock(source, scalar, from, length);
  }

  private static Span inLine(Source source, Scalar scalar, int from, int length) {
    String raw = source.raw(scalar.span());
    int start = rawIndex(raw, scalar.style(), from);
    int end = rawIndex(raw, scalar.style(), from + length);
    int offset = raw.codePointCount(0, start);
    return scalar.span().part(offset, raw.codePointCount(start, Math.max(start, end)));
  }

  /// Where in the raw spelling the value's char number `target` begins.
  private static int rawIndex(String raw, Style style, int target) {
    int at = style == Style.PLAIN ? 0 : 1;
    for (int value = 0; value < target && at < raw.length(); value++) {
      at += spellingLength(raw, at, style);
    }
    return Math.min(at, raw.length());
  }

  private static int spellingLength(String raw, int at, Style style) {
    char c = raw.charAt(at);
    if (style == Style.SINGLE_QUOTED && c == '\'') {
      return 2;
    }
    if (style != Style.DOUBLE_QUOTED || c != '\\' || at + 1 >= raw.length()) {
      return 1;
    }
    return switch (raw.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  /// Folding and indentation are not undone; the words are looked for instead.
  private static Span inBlock(Source source, Scalar scalar, int from, int length) {
    String text = source.text();
    int start = text.offsetByCodePoints(0, scalar.span().start());
    int end = Math.min(scalar.text().length(), from + length);
    String word = scalar.text().substring(Math.min(from, end), end);
    int found = word.isBlank() ? -1 : text.indexOf(word, start);
    if (found < 0) {
      return scalar.span();
    }
    int lines = (int) text.substring(start, found).chars().filter(c -> c == '\n').count();
    int lineStart = text.lastIndexOf('\n', found) + 1;
    int column = text.codePointCount(lineStart, found) + 1;
    int index = scalar.span().start() + text.codePointCount(start, found);
    int codePoints = word.codePointCount(0, word.length());
    return new Span(scalar.span().line() + lines, column, index, codePoints);
  }
}
