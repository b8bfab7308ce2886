package io.ironpost.rules.correlate;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `temporal`: which of the rules matched in the window, in any order.
final class RulesSeen implements Measure {
  private final int rules;
  private final Condition condition;
  private int[] seen;
  private int[] distinct = new int[8];
  private int symbol;

  /// When the rules seen suffice.
  sealed interface Condition {
    record Formula(RuleFormula formula) implements Condition {}

    /// So many different ones.
    record Different(Bounds bounds) implements Condition {}
  }

  RulesSeen(int rules, Condition condition) {
    this.rules = rules;
    this.condition = condition;
    this.seen = new int[8 * rules];
  }

  @Override
  public Overflow overflow() {
    return Overflow.KEEP_LATEST;
  }

  @Override
  public int payloadInts() {
    return 1;
  }

  @Override
  public boolean read(Feed feed, byte[] @Nullable [] values) {
    symbol = feed.symbol();
    return true;
  }

  @Override
  public long payload(int group) {
    return symbol;
  }

  @Override
  public void release(long payload) {}

  @Override
  public boolean newToScratch(long payload) {
    return seen[SCRATCH * rules + (int) payload] == 0;
  }

  @Override
  public void ensure(int limit) {
    if (limit > distinct.length) {
      int size = Math.max(limit, distinct.length + distinct.length / 2);
      distinct = Arrays.copyOf(distinct, size);
      seen = Arrays.copyOf(seen, size * rules);
    }
  }

  @Override
  public void add(int group, long time, long payload, int weight) {
    int at = group * rules + (int) payload;
    distinct[group] += seen[at]++ == 0 ? 1 : 0;
  }

  @Override
  public void remove(int group, long payload, int weight) {
    int at = group * rules + (int) payload;
    distinct[group] -= --seen[at] == 0 ? 1 : 0;
  }

  @Override
  public void clear(int group) {
    Arrays.fill(seen, group * rules, (group + 1) * rules, 0);
    distinct[group] = 0;
  }

  @Override
  public double value(int group, long windowStart) {
    return distinct[group];
  }

  @Override
  public boolean holds(int group, long windowStart) {
    return switch (condition) {
      case Condition.Formula(var formula) -> formula.holds(seen, group * rules);
      case Condition.Different(var bounds) -> bounds.hold(distinct[group]);
    };
  }

  @Override
  public long loadPayload(int group, DataInput in) throws IOException {
    return Measure.loadRule(in, rules);
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public long bytes() {
    return 4L * (seen.length + distinct.length);
  }
}
