package io.ironpost.response.journal;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// JSON objects whose values are all texts: what the journal needs of RFC 8259, so that this module
/// depends on no parser, and people can read it with the tools they have.
final class FlatJson {
  /// Leaves the reader from wherever it is.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String what, int at) {
      super(what + " at " + at);
    }
  }

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  static String write(Map<String, String> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) -> {
      json.append(json.length() > 1 ? "," : "");
      quote(json, name);
      json.append(':');
      quote(json, value);
    });
    return json.append('}').toString();
  }

  /// Whatever a terminal or an encoder might not take as it is goes as `\\u`: lone surrogates too,
  /// which UTF-8 has no bytes for.
  private static void quote(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /// Empty when it is something else.
  static Optional<Map<String, String>> read(String text) {
    try {
      return Optional.of(new FlatJson(text).object());
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  private Map<String, String> object() throws Malformed {
    Map<String, String> members = new LinkedHashMap<>();
    expect('{');
    char next = ',';
    while (next == ',') {
      String name = string();
      expect(':');
      members.put(name, string());
      next = take();
    }
    if (next != '}' || at != text.length()) {
      throw new Malformed("no end", at);
    }
    return members;
  }

  private char take() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed("too short", at);
    }
    return text.charAt(at++);
  }

  private void expect(char wanted) throws Malformed {
    if (take() != wanted) {
      throw new Malformed("no " + wanted, at - 1);
    }
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char c = take(); c != '"'; c = take()) {
      value.append(c == '\\' ? escaped() : c);
    }
    return value.toString();
  }

  private char escaped() throws Malformed {
    char c = take();
    if (c == '"' || c == '\\') {
      return c;
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw new Malformed("no escape", at - 1);
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw new Malformed("no hexadecimal digit", at - 1);
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }
}
