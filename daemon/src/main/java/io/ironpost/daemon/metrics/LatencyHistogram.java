package io.ironpost.daemon.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Counts how long things took, from any number of threads without a lock.
///
/// Two tables: a fine one for quantiles, with eight steps to each power of two, so a quantile is at
/// most one eighth too high and never too low (as HdrHistogram does with fewer digits); and a
/// coarse one with exactly the bounds that Prometheus is told, since those must add up over
/// machines. Both are of fixed size, 4 KB together, whatever comes.
public final class LatencyHistogram {
  private static final int STEP_BITS = 3;
  private static final int STEPS = 1 << STEP_BITS;

  private final long[] bounds;
  private final AtomicLongArray coarse;
  private final AtomicLongArray fine = new AtomicLongArray(slot(Long.MAX_VALUE) + 1);
  private final LongAdder sum = new LongAdder();
  private final AtomicLong max = new AtomicLong();

  /// @param bounds the upper bounds for Prometheus, rising; one without an end is added
  public LatencyHistogram(List<Duration> bounds) {
    this.bounds = bounds.stream().mapToLong(Duration::toNanos).toArray();
    for (int at = 1; at < this.bounds.length; at++) {
      if (this.bounds[at] <= this.bounds[at - 1]) {
        throw new IllegalArgumentException("bounds must rise: " + bounds);
      }
    }
    this.coarse = new AtomicLongArray(this.bounds.length + 1);
  }

  /// For what happens to packets: nanoseconds, not milliseconds.
  public static LatencyHistogram ofPackets() {
    return new LatencyHistogram(
        Stream.of(10L, 20L, 50L, 100L, 200L, 500L, 1_000L, 10_000L)
            .map(Duration::ofNanos)
            .toList());
  }

  /// One thing took so long.
  public void record(long nanos) {
    record(nanos, 1);
  }

  /// So many things took so long each. A clock that went backwards counts as no time.
  public void record(long nanos, long times) {
    long held = Math.max(0, nanos);
    coarse.addAndGet(bucket(held), times);
    fine.addAndGet(slot(held), times);
    sum.add(held * times);
    max.accumulateAndGet(held, Math::max);
  }

  /// All that was recorded, as one consistent enough picture: what is recorded meanwhile may be in
  /// one table and not yet in the other.
  public Snapshot snapshot() {
    long[] slots = new long[fine.length()];
    long count = 0;
    for (int at = 0; at < slots.length; at++) {
      slots[at] = fine.get(at);
      count += slots[at];
    }
    long[] buckets = new long[coarse.length()];
    for (int at = 0; at < buckets.length; at++) {
      buckets[at] = coarse.get(at);
    }
    return new Snapshot(count, sum.sum(), max.get(), slots, bounds.clone(), buckets);
  }

  private int bucket(long nanos) {
    int at = 0;
    while (at < bounds.length && nanos > bounds[at]) {
      at++;
    }
    return at;
  }

  /// Below eight the value itself; above, the power of two and the three bits after its highest.
  private static int slot(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (power - STEP_BITS)) & (STEPS - 1);
    return (power - STEP_BITS + 1) * STEPS + step;
  }

  /// The largest value that falls into a slot.
  private static long highest(int slot) {
    if (slot < STEPS) {
      return slot;
    }
    int shift = slot / STEPS - 1;
    long first = (long) (STEPS + slot % STEPS) << shift;
    return first + (1L << shift) - 1;
  }

  /// A histogram at one moment. Times are in nanoseconds.
  public static final class Snapshot {
    private final long count;
    private final long sumNanos;
    private final long maxNanos;
    private final long[] slots;
    private final long[] bounds;
    private final long[] buckets;

    private Snapshot(
        long count, long sumNanos, long maxNanos, long[] slots, long[] bounds, long[] buckets) {
      this.count = count;
      this.sumNanos = sumNanos;
      this.maxNanos = maxNanos;
      this.slots = slots;
      this.bounds = bounds;
      this.buckets = buckets;
    }

    public long count() {
      return count;
    }

    public long sumNanos() {
      return sumNanos;
    }

    /// The longest of all, exactly; zero when nothing was recorded.
    public long maxNanos() {
      return maxNanos;
    }

    /// The time within which the given share of all came to an end; zero when nothing was recorded.
    ///
    /// @param share 0.99 for the 99th percentile
    public long quantileNanos(double share) {
      long wanted = Math.max(1, (long) Math.ceil(share * count));
      long seen = 0;
      for (int at = 0; at < slots.length && count > 0; at++) {
        seen += slots[at];
        if (seen >= wanted) {
          return Math.min(highest(at), maxNanos);
        }
      }
      return 0;
    }

    /// The bounds in seconds; the last is infinite.
    double[] boundsInSeconds() {
      double[] seconds = new double[buckets.length];
      for (int at = 0; at < bounds.length; at++) {
        seconds[at] = bounds[at] / 1e9;
      }
      seconds[bounds.length] = Double.POSITIVE_INFINITY;
      return seconds;
    }

    /// How many fell into each bucket; not cumulative.
    long[] buckets() {
      return buckets.clone();
    }
  }
}
