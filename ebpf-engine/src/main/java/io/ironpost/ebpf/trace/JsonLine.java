package io.ironpost.ebpf.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One line of JSON (RFC 8259) in a buffer that is used again for the next.
///
/// Texts come from processes: arguments and file names are any bytes but zero. Characters of UTF-8
/// (RFC 3629) stay as they are; control characters are escaped, those above 0x7f too because
/// terminals obey them; a byte that belongs to no character is written out as `\x9f`, so that it is
/// seen and told from others, which U+FFFD would not allow.
final class JsonLine {
  /// Enough for a long command line; it grows for longer ones up to six times what is read.
  private static final int FIRST_ROOM = 16_384;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// Printable ASCII but the quote and the backslash.
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, ' ', 0x7f, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
  }

  private byte[] bytes = new byte[FIRST_ROOM];
  private int length;
  private boolean first = true;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /// What is written so far, as a copy.
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  JsonLine clear() {
    length = 0;
    first = true;
    return this;
  }

  JsonLine open() {
    clear();
    put('{');
    return this;
  }

  JsonLine end() {
    put('}');
    return this;
  }

  /// A key as it stands in the line: made once, since every line has the same ones.
  static byte[] key(String name) {
    return ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
  }

  JsonLine number(byte[] key, long value) {
    begin(key);
    ascii(Long.toString(value));
    return this;
  }

  JsonLine flag(byte[] key, boolean value) {
    begin(key);
    ascii(value ? "true" : "false");
    return this;
  }

  /// A text of ours that holds nothing to escape.
  JsonLine word(byte[] key, String value) {
    begin(key);
    put('"');
    ascii(value);
    put('"');
    return this;
  }

  /// A text that [#escaped] made.
  JsonLine text(byte[] key, byte[] escaped) {
    begin(key);
    quoted(escaped);
    return this;
  }

  /// One text, or a list of two when there is a second.
  JsonLine texts(byte[] key, byte[] escaped, byte[] second) {
    if (second.length == 0) {
      return text(key, escaped);
    }
    begin(key);
    put('[');
    quoted(escaped);
    put(',');
    quoted(second);
    put(']');
    return this;
  }

  private void quoted(byte[] escaped) {
    put('"');
    raw(escaped);
    put('"');
  }

  /// Pairs of key and value, ready to stand between others; nothing when empty.
  JsonLine pairs(byte[] ready) {
    if (ready.length > 0) {
      comma();
      raw(ready);
    }
    return this;
  }

  JsonLine list(byte[] key) {
    begin(key);
    put('[');
    first = true;
    return this;
  }

  /// `"name(pid)"` in a list.
  JsonLine process(byte[] escapedName, int pid) {
    comma();
    put('"');
    raw(escapedName);
    put('(');
    ascii(Integer.toString(pid));
    put(')');
    put('"');
    return this;
  }

  JsonLine endList() {
    put(']');
    first = false;
    return this;
  }

  private void begin(byte[] key) {
    comma();
    raw(key);
  }

  private void comma() {
    if (!first) {
      put(',');
    }
    first = false;
  }

  private void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void raw(byte[] ready) {
    reserve(ready.length);
    System.arraycopy(ready, 0, bytes, length, ready.length);
    length += ready.length;
  }

  private void reserve(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /// The inside of a JSON string that stands for these bytes.
  static byte[] escaped(byte[] text) {
    return escaped(text, 0, text.length);
  }

  static byte[] escaped(byte[] text, int from, int to) {
    JsonLine line = new JsonLine(to - from + 16);
    line.escape(text, from, to);
    return line.copy();
  }

  private JsonLine(int room) {
    bytes = new byte[room];
  }

  JsonLine() {}

  /// Adds text to a string that is being written.
  void escape(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int plain = plainUntil(text, at, to);
      reserve(plain - at);
      System.arraycopy(text, at, bytes, length, plain - at);
      length += plain - at;
      at = plain;
      if (at < to) {
        at += special(text, at, to);
      }
    }
  }

  /// The end of the bytes from here on that stand for themselves.
  private static int plainUntil(byte[] text, int from, int to) {
    int at = from;
    while (at < to && PLAIN[text[at] & 0xff]) {
      at++;
    }
    return at;
  }

  /// Writes what does not stand for itself; says how many bytes that was.
  private int special(byte[] text, int at, int to) {
    if (text[at] < 0) {
      return beyondAscii(text, at, to);
    }
    control(text[at]);
    return 1;
  }

  private void control(int c) {
    reserve(6);
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\n' -> bytes[length++] = 'n';
      case '\t' -> bytes[length++] = 't';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        ascii("u00");
        hex(c);
      }
    }
  }

  private void hex(int value) {
    reserve(2);
    bytes[length++] = HEX[value >> 4 & 0xf];
    bytes[length++] = HEX[value & 0xf];
  }

  private int beyondAscii(byte[] text, int at, int to) {
    int size = Utf8.characterAt(text, at, to);
    if (size == 0) {
      ascii("\\\\x");
      hex(text[at]);
      return 1;
    }
    if (size == 2 && text[at] == (byte) 0xc2 && (text[at + 1] & 0xff) < 0xa0) {
      control(text[at + 1] & 0xff);
      return 2;
    }
    reserve(size);
    System.arraycopy(text, at, bytes, length, size);
    length += size;
    return size;
  }
}
