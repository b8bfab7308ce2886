package io.ironpost.ebpf.detect;

import java.util.Arrays;

/// The latest few different values, each with the time when it was last seen.
///
/// Exact where a sketch would guess: there are `most` of them within a window just when the oldest
/// of the `most` latest ones is within it. Grows as needed, so a source with one value costs
/// little.
final class RecentDistinct {
  private static final int FIRST_ROOM = 4;

  private final int most;
  private long[] highs = new long[FIRST_ROOM];
  private long[] lows = new long[FIRST_ROOM];
  private long[] times = new long[FIRST_ROOM];
  private int size;

  RecentDistinct(int most) {
    this.most = most;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /// Notes a value of 128 bits; the one seen the longest ago makes room.
  void add(long high, long low, long nowNanos) {
    int oldest = 0;
    for (int i = 0; i < size; i++) {
      if (lows[i] == low && highs[i] == high) {
        times[i] = nowNanos;
        return;
      }
      if (times[i] < times[oldest]) {
        oldest = i;
      }
    }
    put(size < most ? room() : oldest, high, low, nowNanos);
  }

  private int room() {
    if (size == times.length) {
      int length = Math.min(most, size * 2);
      highs = Arrays.copyOf(highs, length);
      lows = Arrays.copyOf(lows, length);
      times = Arrays.copyOf(times, length);
    }
    return size++;
  }

  private void put(int at, long high, long low, long nowNanos) {
    highs[at] = high;
    lows[at] = low;
    times[at] = nowNanos;
  }

  /// Takes a value out again, if it is in.
  void remove(long high, long low) {
    for (int i = 0; i < size; i++) {
      if (lows[i] == low && highs[i] == high) {
        size--;
        put(i, highs[size], lows[size], times[size]);
        return;
      }
    }
  }

  /// Whether as many as asked for at the beginning were seen since then.
  boolean areAllSince(long nanos) {
    return size == most && firstNanos() >= nanos;
  }

  /// When the one seen the longest ago was seen.
  long firstNanos() {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      first = Math.min(first, times[i]);
    }
    return first;
  }

  long high(int index) {
    return highs[index];
  }

  long low(int index) {
    return lows[index];
  }
}
