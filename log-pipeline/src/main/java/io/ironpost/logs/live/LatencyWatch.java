package io.ironpost.logs.live;

/// Told of every batch that was settled, on the thread that settles.
@FunctionalInterface
public interface LatencyWatch {
  /// @param nanos from the moment it was handed in to the moment it was settled
  void settled(long nanos, long lines);
}
