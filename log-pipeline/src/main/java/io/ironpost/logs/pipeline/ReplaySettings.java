package io.ironpost.logs.pipeline;

/// How much a replay does at once.
///
/// @param workers threads that parse and match; 1 or more
/// @param batchesInFlight batches read ahead of the one being settled; bounds memory at this many
///   buffers of a collector
public record ReplaySettings(int workers, int batchesInFlight) {
  /// Enough that no worker waits for the reader, few enough to stay in the cache's neighbourhood.
  private static final int BATCHES_PER_WORKER = 3;

  public ReplaySettings {
    if (workers < 1 || batchesInFlight < 1) {
      throw new IllegalArgumentException(
          "workers and batches must be 1 or more, got %d and %d"
              .formatted(workers, batchesInFlight));
    }
  }

  public static ReplaySettings forCores(int cores) {
    int workers = Math.max(1, cores);
    return new ReplaySettings(workers, workers * BATCHES_PER_WORKER);
  }
}
