package io.ironpost.rules.correlate;

import io.ironpost.rules.correlate.Episodes.Episode;
import org.jspecify.annotations.Nullable;

/// The event at hand, in one reused object per depth of nesting.
final class Arrival {
  final Outlet outlet;
  Feed feed;
  long nanos;
  byte[] @Nullable [] values;
  long evidence;

  /// Where matches go.
  interface Outlet {
    void matched(Tracker from, Arrival cause, CorrelationMatch match);

    void extended(Tracker from, Arrival cause, Extended extended);
  }

  /// An event of an episode that goes on.
  ///
  /// @param timeNanos of the event, in whole ticks
  record Extended(int group, Episode episode, long timeNanos, double value) {}

  Arrival(Outlet outlet) {
    this.outlet = outlet;
    this.feed = Feed.NONE;
    this.values = new byte[0][];
  }

  /// What a match caused by the event tells the correlations above.
  byte[] @Nullable [] handOn() {
    int[] slots = feed.outSlots();
    byte[] @Nullable [] handed = new byte[slots.length][];
    for (int i = 0; i < slots.length; i++) {
      handed[i] = values[slots[i]];
    }
    return handed;
  }
}
