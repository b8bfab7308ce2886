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

    void extended(Tracker from, Arrival cause, Episode episode, long timeNanos, double value);
  }

  Arrival(Outlet outlet) {
    this.outlet = outlet;
    this.feed = Feed.NONE;
    this.values = new byte[0][];
  }
}
