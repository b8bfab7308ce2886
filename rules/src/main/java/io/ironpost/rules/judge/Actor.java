package io.ironpost.rules.judge;

import org.jspecify.annotations.Nullable;

/// Who did what a match shows: its most telling entity. Repeats by one actor are one finding.
final class Actor {
  private Actor() {}

  /// `field=value`, or nothing when the event names nobody.
  static String of(Hits hits, int hit, Interest interest) {
    String[] names = interest.entityNames();
    int bestRank = Integer.MAX_VALUE;
    int best = -1;
    for (int i = 0; i < names.length; i++) {
      int rank = Entities.actorRank(names[i]);
      if (rank >= 0 && rank < bestRank && hits.hasValue(hit, interest.slots() + i)) {
        bestRank = rank;
        best = i;
      }
    }
    if (best < 0) {
      return "";
    }
    byte @Nullable [] value = hits.value(hit, interest.slots() + best);
    return value == null ? "" : names[best] + '=' + Entities.text(value);
  }
}
