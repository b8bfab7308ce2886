package io.ironpost.logs.live;

import java.util.Map;

/// Told where a new start would have to go on.
@FunctionalInterface
public interface Checkpointer {
  /// Called on the thread that settles, between two batches: what the judge has seen is just what
  /// stands before these positions, and no parser holds an unfinished event. Takes its snapshots
  /// here and writes them elsewhere, since lines wait meanwhile.
  ///
  /// @param positions where each input goes on, by its key
  ///   ([io.ironpost.core.event.Batch.Position])
  void at(Map<String, String> positions);
}
