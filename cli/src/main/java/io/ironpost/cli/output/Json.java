package io.ironpost.cli.output;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Writes JSON (RFC 8259). Small enough to own: a command's start counts in milliseconds, and every
/// character that [SafeText] would spell out is written as `\\uXXXX` here, so that JSON is safe on
/// a terminal too and still says the same to a machine.
public final class Json {
  private final StringBuilder text = new StringBuilder();
  private final boolean pretty;
  private int depth;

  private Json(boolean pretty) {
    this.pretty = pretty;
  }

  /// On one line.
  public static String line(Object value) {
    return new Json(false).value(value).text.toString();
  }

  /// With indentation, two spaces a level.
  public static String pretty(Object value) {
    return new Json(true).value(value).text.toString();
  }

  private Json value(Object value) {
    switch (value) {
      case Optional<?> maybe -> {
        if (maybe.isPresent()) {
          value(maybe.get());
        } else {
          text.append("null");
        }
      }
      case Map<?, ?> map -> object(map);
      case Collection<?> items -> array(items);
      case Boolean flag -> text.append(flag);
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      default -> string(value.toString());
    }
    return this;
  }

  private void object(Map<?, ?> map) {
    text.append('{');
    depth++;
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      separate(first);
      string(String.valueOf(entry.getKey()));
      text.append(pretty ? ": " : ":");
      value(entry.getValue());
      first = false;
    }
    close(first, '}');
  }

  private void array(Collection<?> items) {
    text.append('[');
    depth++;
    boolean first = true;
    for (Object item : items) {
      separate(first);
      value(item);
      first = false;
    }
    close(first, ']');
  }

  private void separate(boolean first) {
    if (!first) {
      text.append(',');
    }
    indent();
  }

  private void close(boolean empty, char bracket) {
    depth--;
    if (!empty) {
      indent();
    }
    text.append(bracket);
  }

  private void indent() {
    if (pretty) {
      text.append('\n').repeat("  ", depth);
    }
  }

  private void string(String string) {
    text.append('"');
    for (int at = 0; at < string.length(); ) {
      int plain = endOfPlain(string, at);
      text.append(string, at, plain);
      at = plain;
      if (at == string.length()) {
        break;
      }
      int c = string.codePointAt(at);
      at += Character.charCount(c);
      if (c == '"' || c == '\\') {
        text.append('\\').append((char) c);
      } else if (SafeText.isSafe(c)) {
        text.appendCodePoint(c);
      } else {
        escape(c);
      }
    }
    text.append('"');
  }

  /// Where the run of printable ASCII that needs no escape ends; nearly all text is one such run.
  private static int endOfPlain(String string, int from) {
    int at = from;
    while (at < string.length() && isPlain(string.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private void escape(int c) {
    switch (c) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        for (char half : Character.toChars(c)) {
          text.append("\\u");
          String hex = Integer.toHexString(half);
          text.repeat('0', 4 - hex.length()).append(hex);
        }
      }
    }
  }
}
