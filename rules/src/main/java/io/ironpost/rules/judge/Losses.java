package io.ironpost.rules.judge;

import io.ironpost.rules.correlate.CorrelationStats;
import java.util.LinkedHashMap;
import java.util.Map;

/// What could not be judged in full, as phrases for people with how often it happened.
final class Losses {
  private final Map<String, Long> told = new LinkedHashMap<>();

  static Losses of(CorrelationStats stats) {
    Losses losses = new Losses();
    losses.tell("older than a window may wait for", stats.late());
    losses.tell("in windows given up for want of room", stats.evicted());
    losses.tell("dropped from full windows", stats.forgotten());
    losses.tell("with a group value too long, shortened", stats.cut());
    return losses;
  }

  /// Only what happened is told.
  void tell(String what, long count) {
    if (count > 0) {
      told.put(what, count);
    }
  }

  void tellParked(LoadedRules rules) {
    rules.parked().forEach(rule -> tell("not asked: too slow, " + rule.rule().header().title(), 1));
  }

  Map<String, Long> told() {
    return told;
  }
}
