package io.ironpost.ebpf.detect;

import java.util.Arrays;

/// Counts of some kinds over a window that moves in tenths of its length.
final class RollingCounts {
  private static final int SLICES = 10;

  private final int kinds;
  private final long sliceNanos;
  private final long[] slices;
  private final long[] sums;
  private long latest = Long.MIN_VALUE;

  RollingCounts(int kinds, long windowNanos) {
    this.kinds = kinds;
    sliceNanos = Math.max(1, windowNanos / SLICES);
    slices = new long[kinds * SLICES];
    sums = new long[kinds];
  }

  void clear() {
    Arrays.fill(slices, 0);
    Arrays.fill(sums, 0);
    latest = Long.MIN_VALUE;
  }

  /// Moves the window; packets that come late count as of now.
  void advance(long nowNanos) {
    long slice = Math.floorDiv(nowNanos, sliceNanos);
    if (slice <= latest) {
      return;
    }
    long first = latest == Long.MIN_VALUE ? slice : Math.max(latest + 1, slice - SLICES + 1);
    for (long passed = first; passed <= slice; passed++) {
      forget(at(passed));
    }
    latest = slice;
  }

  private int at(long slice) {
    return (int) Math.floorMod(slice, (long) SLICES) * kinds;
  }

  private void forget(int at) {
    for (int kind = 0; kind < kinds; kind++) {
      sums[kind] -= slices[at + kind];
      slices[at + kind] = 0;
    }
  }

  /// Adds to a kind, in the slice that [#advance] came to.
  void add(int kind, long count) {
    slices[at(latest) + kind] += count;
    sums[kind] += count;
  }

  long sum(int kind) {
    return sums[kind];
  }
}
