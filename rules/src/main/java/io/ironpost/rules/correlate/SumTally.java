package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sums and averages, and counts too high to keep every event.
///
/// A sum that is added to and taken from for weeks drifts in plain doubles; it is kept as an
/// unevaluated pair (Dekker 1971, Knuth's TwoSum), and starts from zero whenever the window
/// empties.
final class SumTally implements Measure {
  /// What is compared.
  enum Of {
    EVENTS,
    SUM,
    AVERAGE
  }

  private final Of of;
  private final Bounds bounds;
  private double[] high = new double[8];
  private double[] low = new double[8];
  private long[] count = new long[8];
  private double read;

  SumTally(Of of, Bounds bounds) {
    this.of = of;
    this.bounds = bounds;
  }

  @Override
  public Overflow overflow() {
    return Overflow.MERGE;
  }

  @Override
  public int payloadInts() {
    return of == Of.EVENTS ? 0 : 2;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    if (of == Of.EVENTS) {
      return true;
    }
    byte[] text = values[feed.valueSlots()[0]];
    read = text == null ? Double.NaN : DecimalText.parse(text);
    return !Double.isNaN(read);
  }

  @Override
  public long payload(int group) {
    return Double.doubleToRawLongBits(read);
  }

  /// The payload of two entries merged into one.
  static long merged(long one, long other) {
    return Double.doubleToRawLongBits(
        Double.longBitsToDouble(one) + Double.longBitsToDouble(other));
  }

  @Override
  public void release(long payload) {}

  @Override
  public void ensure(int limit) {
    if (limit > count.length) {
      int size = Math.max(limit, count.length + count.length / 2);
      high = Arrays.copyOf(high, size);
      low = Arrays.copyOf(low, size);
      count = Arrays.copyOf(count, size);
    }
  }

  @Override
  public void add(int group, long time, long payload, int weight) {
    count[group] += weight;
    accumulate(group, Double.longBitsToDouble(payload));
  }

  @Override
  public void remove(int group, long payload, int weight) {
    count[group] -= weight;
    if (count[group] == 0) {
      clear(group);
    } else {
      accumulate(group, -Double.longBitsToDouble(payload));
    }
  }

  @Override
  public void clear(int group) {
    high[group] = 0;
    low[group] = 0;
    count[group] = 0;
  }

  @Override
  public double value(int group, long windowStart) {
    return switch (of) {
      case EVENTS -> count[group];
      case SUM -> high[group] + low[group];
      case AVERAGE -> (high[group] + low[group]) / count[group];
    };
  }

  @Override
  public boolean holds(int group, long windowStart) {
    return bounds.hold(value(group, windowStart));
  }

  @Override
  public long loadPayload(int group, DataInput in) throws IOException {
    return Measure.loadNumber(in);
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public long bytes() {
    return 24L * count.length;
  }

  private void accumulate(int group, double number) {
    double sum = high[group] + number;
    double part = sum - high[group];
    double error = (high[group] - (sum - part)) + (number - part);
    double rest = low[group] + error;
    high[group] = sum + rest;
    low[group] = rest - (high[group] - sum);
  }
}
