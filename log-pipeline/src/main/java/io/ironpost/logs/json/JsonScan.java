package io.ironpost.logs.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The byte loops under [JsonParser]: where a string ends, and what its escapes stand for.
final class JsonScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /// What stands for what after a backslash (RFC 8259, section 7), by the byte after it; 0 is no
  /// escape.
  private static final byte[] ESCAPES = escapes();

  /// How far past the end of a text [#unescape] may write.
  static final int SLACK = Long.BYTES;

  private static final int MAX_UTF8 = 4;

  /// A surrogate without its other half cannot be written in UTF-8.
  private static final int REPLACEMENT = 0xFFFD;

  private JsonScan() {}

  /// The index of the first quote or backslash in `bytes[from, end)`, or `end`.
  static int special(byte[] bytes, int from, int end) {
    int at = from;
    int lastWord = Math.min(end, bytes.length - Long.BYTES + 1);
    for (; at < lastWord; at += Long.BYTES) {
      long hits = specials((long) LONGS.get(bytes, at));
      if (hits != 0) {
        return Math.min(end, at + (Long.numberOfTrailingZeros(hits) >>> 3));
      }
    }
    while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return Math.min(at, end);
  }

  /// The high bit of the lowest byte that is a quote or a backslash (higher bits may lie; only the
  /// lowest is looked at).
  private static long specials(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    return ((quote - ONES & ~quote) | (backslash - ONES & ~backslash)) & HIGHS;
  }

  /// Copies `in[from, …)` up to its closing quote into `out` from `to`, escapes decoded. `out` has
  /// room for all that is left of the line and [#SLACK] more: eight bytes are copied at a time, and
  /// what was copied too far is overwritten. Decoding never makes a text longer.
  ///
  /// @return where the text ends in `out`, and the place after the closing quote in `in` in the
  ///   upper half; the complement of that, with the place of the fault, when there is no closing
  ///   quote or an escape is none
  static long unescape(byte[] in, int from, int end, byte[] out, int to) {
    int lastWord = Math.min(end, in.length) - Long.BYTES;
    int at = from;
    int put = to;
    while (at < end) {
      if (at <= lastWord) {
        long word = (long) LONGS.get(in, at);
        LONGS.set(out, put, word);
        int clean = Long.numberOfTrailingZeros(specials(word)) >>> 3; // 8 when none is special
        at += clean;
        put += clean;
        if (clean == Long.BYTES) {
          continue;
        }
      }
      byte next = in[at];
      if (next == '"') {
        return pair(at + 1, put);
      }
      if (next != '\\') {
        out[put++] = next;
        at++;
        continue;
      }
      byte plain = at + 1 < end ? ESCAPES[in[at + 1] & 0xff] : 0;
      if (plain != 0) {
        out[put++] = plain;
        at += 2;
        continue;
      }
      int code = codePoint(in, at, end);
      if (code < 0) {
        return ~pair(at, 0);
      }
      at += code > 0xffff ? 12 : 6;
      put = encode(code, out, put);
    }
    return ~pair(end, 0);
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | low;
  }

  /// The character of `\\uXXXX` at `at`, two of them taken together when they are a surrogate pair,
  /// or -1.
  private static int codePoint(byte[] in, int at, int end) {
    int first = unit(in, at, end);
    if (first < 0 || !Character.isSurrogate((char) first)) {
      return first;
    }
    int second = unit(in, at + 6, end);
    return second >= 0
            && Character.isHighSurrogate((char) first)
            && Character.isLowSurrogate((char) second)
        ? Character.toCodePoint((char) first, (char) second)
        : REPLACEMENT;
  }

  private static int unit(byte[] in, int at, int end) {
    if (end - at < 6 || in[at] != '\\' || in[at + 1] != 'u') {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(in[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int encode(int code, byte[] out, int to) {
    int put = to;
    if (code < 0x80) {
      out[put++] = (byte) code;
      return put;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : MAX_UTF8 - 1;
    out[put++] = (byte) (0xff00 >> (more + 1) | code >> (6 * more));
    while (more-- > 0) {
      out[put++] = (byte) (0x80 | (code >> (6 * more) & 0x3f));
    }
    return put;
  }

  private static byte[] escapes() {
    byte[] table = new byte[256];
    table['"'] = '"';
    table['\\'] = '\\';
    table['/'] = '/';
    table['b'] = '\b';
    table['f'] = '\f';
    table['n'] = '\n';
    table['r'] = '\r';
    table['t'] = '\t';
    return table;
  }
}
