package io.ironpost.logs.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Tells text from what is none, by the share of bytes that no text has.
final class TextBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;
  private static final long SPACES = 0x2020202020202020L;

  /// A line with more control characters than one in 16 is none: random bytes have one in 9, and
  /// terminal output with colours stays below.
  private static final int CONTROLS_ARE_ONE_IN = 16;

  /// A line with more bytes outside UTF-8 than one in 4 is none: random bytes have two in 5,
  /// Western Latin-1 text one in 10.
  private static final int STRAYS_ARE_ONE_IN = 4;

  private TextBytes() {}

  /// Whether `bytes[start, end)` is no text. Takes linear time; plain ASCII eight bytes at a time.
  static boolean isBinary(byte[] bytes, int start, int end) {
    int at = plainAscii(bytes, start, end);
    int controls = 0;
    int strays = 0;
    while (at < end) {
      int length = character(bytes, at, end);
      if (length == 0) {
        strays++;
        at++;
      } else {
        controls += length == 1 && isControl(bytes[at]) ? 1 : 0;
        at += length;
      }
    }
    int size = end - start;
    return controls * CONTROLS_ARE_ONE_IN > size || strays * STRAYS_ARE_ONE_IN > size;
  }

  private static int plainAscii(byte[] bytes, int start, int end) {
    int at = start;
    while (at <= end - Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      if (((word | word - SPACES) & HIGHS) != 0) {
        return at;
      }
      at += Long.BYTES;
    }
    return at;
  }

  private static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t' && b != '\r') || b == 0x7f;
  }

  /// The length of the UTF-8 character at `at` (RFC 3629, section 4, by the lead byte), or 0.
  private static int character(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || end - at < length) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
