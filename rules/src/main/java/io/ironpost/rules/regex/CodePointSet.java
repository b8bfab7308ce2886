package io.ironpost.rules.regex;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// An immutable set of code points as sorted, disjoint, inclusive ranges. One pseudo code point
/// stands for "a byte that is not part of valid UTF-8", so negated sets contain such bytes without
/// further ado.
final class CodePointSet {
  /// A byte that does not decode.
  static final int UNDECODABLE = Character.MAX_CODE_POINT + 1;

  static final CodePointSet NONE = new CodePointSet(new int[0]);
  static final CodePointSet ALL = range(0, UNDECODABLE);

  private final int[] bounds;

  private CodePointSet(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePointSet of(int codePoint) {
    return range(codePoint, codePoint);
  }

  static CodePointSet range(int low, int high) {
    return new CodePointSet(new int[] {low, high});
  }

  /// A set from the chars of a text, for the short hand-written ones.
  static CodePointSet anyOf(String text) {
    Builder builder = new Builder();
    text.codePoints().forEach(c -> builder.add(c, c));
    return builder.build();
  }

  /// All code points for which `test` holds: a million calls, so callers keep the result.
  static CodePointSet where(IntPredicate test) {
    Builder builder = new Builder();
    int from = -1;
    for (int c = 0; c <= UNDECODABLE; c++) {
      boolean in = c < UNDECODABLE && test.test(c);
      if (in && from < 0) from = c;
      if (!in && from >= 0) {
        builder.add(from, c - 1);
        from = -1;
      }
    }
    return builder.build();
  }

  CodePointSet union(CodePointSet other) {
    return new Builder().addAll(this).addAll(other).build();
  }

  CodePointSet negate() {
    Builder builder = new Builder();
    int from = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] > from) builder.add(from, bounds[i] - 1);
      from = bounds[i + 1] + 1;
    }
    if (from <= UNDECODABLE) builder.add(from, UNDECODABLE);
    return builder.build();
  }

  CodePointSet intersect(CodePointSet other) {
    return negate().union(other.negate()).negate();
  }

  boolean contains(int codePoint) {
    return containsAll(codePoint, codePoint);
  }

  boolean containsAll(int low, int high) {
    int i = firstRangeEndingAtOrAfter(low);
    return i < bounds.length && bounds[i] <= low && bounds[i + 1] >= high;
  }

  boolean containsAny(int low, int high) {
    int i = firstRangeEndingAtOrAfter(low);
    return i < bounds.length && bounds[i] <= high;
  }

  private int firstRangeEndingAtOrAfter(int codePoint) {
    int low = 0;
    int high = bounds.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] < codePoint) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean isSingle() {
    return bounds.length == 2 && bounds[0] == bounds[1];
  }

  int rangeCount() {
    return bounds.length / 2;
  }

  int low(int range) {
    return bounds[2 * range];
  }

  int high(int range) {
    return bounds[2 * range + 1];
  }

  int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) size += bounds[i + 1] - bounds[i] + 1;
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodePointSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return "CodePointSet" + Arrays.toString(bounds);
  }

  /// Takes ranges in any order, overlapping or not.
  static final class Builder {
    /// Each range packed as `low << 32 | high`, so that sorting needs no objects.
    private long[] ranges = new long[8];

    private int count;

    Builder add(int low, int high) {
      if (count == ranges.length) ranges = Arrays.copyOf(ranges, 2 * count);
      ranges[count++] = ((long) low << 32) | high;
      return this;
    }

    Builder addAll(CodePointSet set) {
      for (int i = 0; i < set.rangeCount(); i++) add(set.low(i), set.high(i));
      return this;
    }

    CodePointSet build() {
      Arrays.sort(ranges, 0, count);
      int[] merged = new int[2 * count];
      int size = 0;
      for (int i = 0; i < count; i++) {
        int low = (int) (ranges[i] >>> 32);
        int high = (int) ranges[i];
        if (size > 0 && low <= merged[size - 1] + 1) {
          merged[size - 1] = Math.max(merged[size - 1], high);
        } else {
          merged[size++] = low;
          merged[size++] = high;
        }
      }
      return new CodePointSet(Arrays.copyOf(merged, size));
    }
  }
}
