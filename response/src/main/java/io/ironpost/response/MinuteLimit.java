package io.ironpost.response;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// So many in any minute. Counted by seconds in a ring of 61, so a minute is never more than the
/// limit, wherever it begins, and costs the same memory whatever the limit is.
final class MinuteLimit {
  private static final int SECONDS = 61;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final long began;
  private final int[] counts = new int[SECONDS];
  private long second;
  private long sum;

  /// @param nanoTime never goes back: the clock on the wall may
  MinuteLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /// Whether one more fits.
  boolean isOpen(int most) {
    forward();
    return sum < most;
  }

  void take() {
    forward();
    counts[(int) (second % SECONDS)]++;
    sum++;
  }

  private void forward() {
    long now = Math.max(second, (nanoTime.getAsLong() - began) / SECOND_NANOS);
    if (now - second >= SECONDS) {
      Arrays.fill(counts, 0);
      sum = 0;
    } else {
      for (long passed = second + 1; passed <= now; passed++) {
        int slot = (int) (passed % SECONDS);
        sum -= counts[slot];
        counts[slot] = 0;
      }
    }
    second = now;
  }
}
