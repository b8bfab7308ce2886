package io.ironpost.logs.pipeline;

/// Told how far a replay is, after every batch, on the thread that called it.
@FunctionalInterface
public interface ReplayProgress {
  ReplayProgress NONE = (_, _) -> {};

  /// @param bytes read and judged so far, after decompression
  void at(long bytes, long lines);
}
