package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Percentiles, exact: the values of each window sorted, between two of them by linear
/// interpolation (rank `p / 100 * (n - 1)`, Hyndman and Fan 1996, type 7, which is what most tools
/// show).
final class PercentileTally implements Measure {
  private static final double[] EMPTY = {};

  private final double percentile;
  private final Bounds bounds;
  private double[][] sorted = new double[8][];
  private int[] count = new int[8];
  private double read;
  private long valueBytes;

  PercentileTally(double percentile, Bounds bounds) {
    this.percentile = Math.clamp(percentile, 0, 100);
    this.bounds = bounds;
    Arrays.fill(sorted, EMPTY);
  }

  @Override
  public Overflow overflow() {
    return Overflow.FORGET;
  }

  @Override
  public int payloadInts() {
    return 2;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    byte[] text = values[feed.valueSlots()[0]];
    read = text == null ? Double.NaN : DecimalText.parse(text) + 0.0; // -0 would sort apart from 0
    return !Double.isNaN(read);
  }

  @Override
  public long payload(int group) {
    return Double.doubleToRawLongBits(read);
  }

  @Override
  public void release(long payload) {}

  @Override
  public void ensure(int limit) {
    if (limit > count.length) {
      int size = Math.max(limit, count.length + count.length / 2);
      int old = count.length;
      sorted = Arrays.copyOf(sorted, size);
      Arrays.fill(sorted, old, size, EMPTY);
      count = Arrays.copyOf(count, size);
    }
  }

  @Override
  public void add(int group, long time, long payload, int weight) {
    int size = count[group];
    if (size == sorted[group].length) {
      valueBytes -= 8L * size;
      sorted[group] = Arrays.copyOf(sorted[group], size + size / 2 + 4);
      valueBytes += 8L * sorted[group].length;
    }
    double[] values = sorted[group];
    int at = place(group, Double.longBitsToDouble(payload));
    System.arraycopy(values, at, values, at + 1, size - at);
    values[at] = Double.longBitsToDouble(payload);
    count[group] = size + 1;
  }

  @Override
  public void remove(int group, long payload, int weight) {
    double[] values = sorted[group];
    int at = place(group, Double.longBitsToDouble(payload));
    count[group]--;
    System.arraycopy(values, at + 1, values, at, count[group] - at);
  }

  @Override
  public void clear(int group) {
    valueBytes -= 8L * sorted[group].length;
    sorted[group] = EMPTY;
    count[group] = 0;
  }

  @Override
  public double value(int group, long windowStart) {
    double rank = percentile / 100 * (count[group] - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, count[group] - 1);
    double[] values = sorted[group];
    return values[below] + (rank - below) * (values[above] - values[below]);
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
    return valueBytes + 12L * count.length;
  }

  /// Where the value is, or would be.
  private int place(int group, double value) {
    int found = Arrays.binarySearch(sorted[group], 0, count[group], value);
    return found >= 0 ? found : -found - 1;
  }
}
