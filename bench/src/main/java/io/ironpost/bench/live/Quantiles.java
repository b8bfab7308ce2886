package io.ironpost.bench.live;

import java.util.Arrays;

/// Times that were measured, and what they come to.
final class Quantiles {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1_024];
  private int count;

  synchronized void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = time;
  }

  synchronized int count() {
    return count;
  }

  /// In milliseconds.
  synchronized double at(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0
        ? Double.NaN
        : sorted[(int) Math.min(count - 1L, (long) (share * count))] / NANOS_PER_MILLI;
  }
}
