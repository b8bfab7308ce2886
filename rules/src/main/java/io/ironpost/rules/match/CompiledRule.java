package io.ironpost.rules.match;

import io.ironpost.rules.model.EventRule;
import java.util.concurrent.atomic.LongAdder;

/// An event rule with its place in the engine and its books. The same object in every group.
///
/// The books count what it costs: of every [#SAMPLE_EVERY]th event with candidates each evaluation
/// is timed. A rule of which most evaluations take longer than the limit is parked: left out, by
/// name, until the next load, so that one bad rule cannot slow the host down. Most, not on average:
/// a thread that was put to sleep in the middle looks slow, but not every time.
public final class CompiledRule {
  /// One in so many events with candidates is timed; reading the clock costs as much as a cheap
  /// rule.
  static final int SAMPLE_EVERY = 16;

  /// Fewer samples are no ground to park a rule on: the first ones run interpreted.
  static final int MIN_SAMPLES = 32;

  private final EventRule rule;
  private final int index;
  private final LongAdder samples = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private volatile boolean parked;

  CompiledRule(EventRule rule, int index) {
    this.rule = rule;
    this.index = index;
  }

  public EventRule rule() {
    return rule;
  }

  /// Its number among the engine's event rules, from 0.
  public int index() {
    return index;
  }

  void hit() {
    hits.increment();
  }

  void took(long spentNanos, long limitNanos) {
    samples.increment();
    nanos.add(spentNanos);
    if (spentNanos > limitNanos) {
      slow.increment();
      parked |= samples.sum() >= MIN_SAMPLES && slow.sum() * 2 > samples.sum();
    }
  }

  /// How many events it matched.
  public long hits() {
    return hits.sum();
  }

  /// How many timed evaluations [#averageNanos] rests on.
  public long samples() {
    return samples.sum();
  }

  /// The mean time of an evaluation, in nanoseconds; 0 before the first sample.
  public long averageNanos() {
    long count = samples.sum();
    return count == 0 ? 0 : nanos.sum() / count;
  }

  /// Whether it was found too slow and is left out.
  public boolean isParked() {
    return parked;
  }
}
