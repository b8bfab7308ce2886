package io.ironpost.core.judge;

import io.ironpost.core.alert.Sighting;

/// Told of what a judge sees at the moment it is settled, on the thread that settles.
@FunctionalInterface
public interface Watcher {
  /// @param sighting valid during this call only
  void saw(Sighting sighting);
}
