package io.ironpost.logs.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds line ends, eight bytes at a time.
final class Lines {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Lines() {}

  /// The first newline at or after `start`, or `end`.
  static int newline(byte[] bytes, int start, int end) {
    int i = start;
    for (; i + 8 <= end; i += 8) {
      long word = (long) LONGS.get(bytes, i) ^ NEWLINES;
      long zeros = (word - LOW_BITS) & ~word & HIGH_BITS; // its lowest mark is exact
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (i < end && bytes[i] != '\n') {
      i++;
    }
    return i;
  }
}
