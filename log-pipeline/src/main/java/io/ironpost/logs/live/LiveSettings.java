package io.ironpost.logs.live;

import java.time.Duration;

/// How much the live pipeline holds and how long it waits.
///
/// @param workers threads that parse and match
/// @param maxBytes of the buffers between hand-in and settled, of all intakes together
/// @param maxBatches of one intake, however small: a batch of one line costs its object too
/// @param batchLines small batches travel together up to so many lines
/// @param flushInterval and at most for so long
/// @param flushAfter an event whose end does not come is judged as it is after its source was
///   silent for so long
/// @param checkpointInterval at least so long between two checkpoints
/// @param maxSources with a parser of their own; those beyond share one
public record LiveSettings(
    int workers,
    long maxBytes,
    int maxBatches,
    int batchLines,
    Duration flushInterval,
    Duration flushAfter,
    Duration checkpointInterval,
    int maxSources) {
  /// More would only wait: one thread settles for all of them.
  public static final int MOST_WORKERS = 4;

  /// A fifth of the daemon's 256 MB under load, and some seconds of lines at full speed.
  public static final long DEFAULT_MAX_BYTES = 48L << 20;

  public static final int DEFAULT_MAX_BATCHES = 4_096;

  /// As in the configuration (`log_pipeline.batch_size`).
  public static final int DEFAULT_BATCH_LINES = 100;

  /// As in the configuration (`log_pipeline.flush_interval_secs`).
  public static final Duration DEFAULT_FLUSH_INTERVAL = Duration.ofSeconds(5);

  /// auparse(3) waits two seconds for the rest of an event, too.
  public static final Duration DEFAULT_FLUSH_AFTER = Duration.ofSeconds(2);

  /// What is read again after a crash is a second's lines.
  public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /// Senders of syslog are sources, and anybody can send. A parser takes 9 KB, one that learnt the
  /// keys of JSON more; few agents hear of so many hosts within minutes.
  public static final int DEFAULT_MAX_SOURCES = 1_024;

  public LiveSettings {
    require(workers >= 1 && workers <= 64, "workers", workers);
    require(maxBytes >= 1, "maxBytes", maxBytes);
    require(maxBatches >= 1, "maxBatches", maxBatches);
    require(batchLines >= 1, "batchLines", batchLines);
    require(flushInterval.isPositive(), "flushInterval", flushInterval);
    require(flushAfter.isPositive(), "flushAfter", flushAfter);
    require(checkpointInterval.isPositive(), "checkpointInterval", checkpointInterval);
    require(maxSources >= 1, "maxSources", maxSources);
  }

  public static LiveSettings forCores(int cores) {
    return new LiveSettings(
        Math.clamp(cores, 1, MOST_WORKERS),
        DEFAULT_MAX_BYTES,
        DEFAULT_MAX_BATCHES,
        DEFAULT_BATCH_LINES,
        DEFAULT_FLUSH_INTERVAL,
        DEFAULT_FLUSH_AFTER,
        DEFAULT_CHECKPOINT_INTERVAL,
        DEFAULT_MAX_SOURCES);
  }

  /// The same with the two settings of ADR-008.
  public LiveSettings flushing(int lines, Duration interval) {
    return new LiveSettings(
        workers, maxBytes, maxBatches, lines, interval, flushAfter, checkpointInterval, maxSources);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
