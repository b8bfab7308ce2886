package io.ironpost.logs.live;

import io.ironpost.core.event.EventRecord;

/// Shown the events that were read, while somebody looks.
@FunctionalInterface
public interface Tap {
  /// Called on the workers' threads, several at once; must be quick.
  ///
  /// @param record valid during the call only; knows its source
  void saw(EventRecord record);
}
