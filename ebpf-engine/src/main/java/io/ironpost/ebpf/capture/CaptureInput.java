package io.ironpost.ebpf.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A window that moves over a capture: what is asked for is read, the rest of the file is not.
final class CaptureInput {
  private static final int FIRST_ROOM = 64 << 10;

  private final InputStream in;
  private byte[] bytes = new byte[FIRST_ROOM];
  private int at;
  private int end;
  private boolean isLittle;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  /// The order of bytes in numbers from here on.
  void littleEndian(boolean isLittle) {
    this.isLittle = isLittle;
  }

  /// Makes this many bytes readable; false when the file ends before.
  boolean has(int count) throws IOException {
    if (end - at >= count) {
      return true;
    }
    if (count > bytes.length - at) {
      shift(count);
    }
    while (end - at < count) {
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  private void shift(int count) {
    byte[] room = count > bytes.length ? new byte[Math.max(count, bytes.length * 2)] : bytes;
    System.arraycopy(bytes, at, room, 0, end - at);
    bytes = room;
    end -= at;
    at = 0;
  }

  /// Whether nothing is left at all.
  boolean isAtEnd() throws IOException {
    return !has(1);
  }

  void advance(int count) {
    at += count;
  }

  /// Leaves out bytes of any number; false when the file ends before.
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (!has(1)) {
        return false;
      }
      int some = (int) Math.min(left, end - at);
      at += some;
      left -= some;
    }
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where in [#bytes] the window begins.
  int at() {
    return at;
  }

  int u8(int offset) {
    return bytes[at + offset] & 0xff;
  }

  int u16(int offset) {
    int a = u8(offset);
    int b = u8(offset + 1);
    return isLittle ? b << 8 | a : a << 8 | b;
  }

  long u32(int offset) {
    long a = u16(offset);
    long b = u16(offset + 2);
    return isLittle ? b << 16 | a : a << 16 | b;
  }

  long u64(int offset) {
    long a = u32(offset);
    long b = u32(offset + 4);
    return isLittle ? b << 32 | a : a << 32 | b;
  }

  /// The first bytes as they stand in the file.
  boolean begins(int... expected) {
    byte[] wanted = new byte[expected.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (byte) expected[i];
    }
    return Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
