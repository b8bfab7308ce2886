package io.ironpost.ebpf.detect;

/// About how many different values came within the present stretch of time; forgotten when the
/// stretch is over. Together with how many came at all it says whether they repeat.
final class Spread {
  private final DistinctEstimate values = new DistinctEstimate();
  private final long stretchNanos;
  private long untilNanos = Long.MIN_VALUE;
  private long total;

  Spread(long stretchNanos) {
    this.stretchNanos = stretchNanos;
  }

  void clear() {
    values.clear();
    untilNanos = Long.MIN_VALUE;
    total = 0;
  }

  void add(long hash, long nowNanos) {
    if (nowNanos > untilNanos) {
      clear();
      untilNanos = nowNanos + stretchNanos;
    }
    values.add(hash);
    total++;
  }

  long distinct() {
    return values.estimate();
  }

  /// How often each came, about.
  double repeats() {
    return (double) total / Math.max(1, distinct());
  }
}
