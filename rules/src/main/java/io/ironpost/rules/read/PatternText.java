package io.ironpost.rules.read;

import io.ironpost.rules.model.ByteString;
import io.ironpost.rules.model.TextPattern;
import io.ironpost.rules.model.TextPattern.AnyOne;
import io.ironpost.rules.model.TextPattern.AnyRun;
import io.ironpost.rules.model.TextPattern.Literal;
import io.ironpost.rules.model.TextPattern.Part;
import java.util.ArrayList;
import java.util.List;

/// Text with wildcards, while modifiers work on it. The parts are in normal form: no two literals
/// side by side, no two `*` side by side, no empty literal.
///
/// @param parts as [TextPattern] has them
record PatternText(List<Part> parts) {
  private static final Part ANY_RUN = new AnyRun();
  private static final Part ANY_ONE = new AnyOne();

  PatternText {
    parts = List.copyOf(parts);
  }

  /// Reads Sigma's wildcards and escapes (specification, "Escaping"): a backslash escapes `*`, `?`
  /// and itself; before anything else it is a plain backslash.
  static PatternText parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && isSpecial(text.charAt(at + 1))) {
        literal.append(text.charAt(++at));
      } else if (c == '*' || c == '?') {
        flush(literal, parts);
        append(parts, c == '*' ? ANY_RUN : ANY_ONE);
      } else {
        literal.append(c);
      }
    }
    flush(literal, parts);
    return new PatternText(parts);
  }

  private static boolean isSpecial(char c) {
    return c == '*' || c == '?' || c == '\\';
  }

  /// Text in which `*`, `?` and backslashes are themselves.
  static PatternText literal(String text) {
    return literal(ByteString.utf8(text));
  }

  static PatternText literal(ByteString bytes) {
    return new PatternText(bytes.length() == 0 ? List.of() : List.of(new Literal(bytes)));
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(ByteString.utf8(literal.toString())));
      literal.setLength(0);
    }
  }

  private static void append(List<Part> parts, Part part) {
    if (!(part instanceof AnyRun && !parts.isEmpty() && parts.getLast() instanceof AnyRun)) {
      parts.add(part);
    }
  }

  boolean isLiteral() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }

  /// The bytes of a pattern without wildcards.
  ByteString bytes() {
    return parts.isEmpty() ? ByteString.utf8("") : ((Literal) parts.getFirst()).bytes();
  }

  PatternText anyBefore() {
    List<Part> more = new ArrayList<>(parts.size() + 1);
    more.add(ANY_RUN);
    parts.forEach(part -> append(more, part));
    return new PatternText(more);
  }

  PatternText anyAfter() {
    List<Part> more = new ArrayList<>(parts);
    append(more, ANY_RUN);
    return new PatternText(more);
  }

  TextPattern pattern(boolean cased) {
    return new TextPattern(parts, cased);
  }
}
