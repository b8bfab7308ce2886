package io.ironpost.logs.collect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds and counts line ends eight bytes at a time (SWAR; the zero-byte test of Warren, "Hacker's
/// Delight", 6-1, in its exact form, so that counts are right too).
public final class Newlines {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
  private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;

  private Newlines() {}

  /// The index of the first line feed in `bytes[from, to)`, or -1.
  public static int next(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long hits = lineFeeds((long) LONGS.get(bytes, at));
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /// The same, or `to`: where the line that begins at `from` ends.
  public static int nextOrEnd(byte[] bytes, int from, int to) {
    int at = next(bytes, from, to);
    return at < 0 ? to : at;
  }

  /// The index of the last line feed in `bytes[from, to)`, or -1.
  public static int last(byte[] bytes, int from, int to) {
    int at = to - 1;
    while (at >= from && bytes[at] != '\n') {
      at--;
    }
    return at < from ? -1 : at;
  }

  /// The start of the first line in `bytes[0, to)` that has more than `max` bytes, or -1.
  ///
  /// Lines are not looked at one by one: it searches backwards for a line feed from `max` bytes
  /// ahead, which reads about one line in every `max` bytes.
  public static int firstOver(byte[] bytes, int to, int max) {
    int start = 0;
    while (to - start > max) {
      int lineFeed = last(bytes, start, start + max + 1);
      if (lineFeed < 0) {
        return start;
      }
      start = lineFeed + 1;
    }
    return -1;
  }

  /// How many lines `bytes[0, length)` has; the last may lack its line feed.
  public static int linesIn(byte[] bytes, int length) {
    int ended = count(bytes, 0, length);
    return length == 0 || bytes[length - 1] == '\n' ? ended : ended + 1;
  }

  /// How many line feeds there are in `bytes[from, to)`.
  public static int count(byte[] bytes, int from, int to) {
    int found = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      found += Long.bitCount(lineFeeds((long) LONGS.get(bytes, at)));
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        found++;
      }
    }
    return found;
  }

  /// The high bit of each byte that is a line feed, exactly.
  private static long lineFeeds(long word) {
    long zeroWhereHit = word ^ LINE_FEEDS;
    return ~((zeroWhereHit & LOW) + LOW | zeroWhereHit | LOW);
  }
}
