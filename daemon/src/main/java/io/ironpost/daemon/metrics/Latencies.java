package io.ironpost.daemon.metrics;

import java.time.Duration;
import java.util.List;

/// The times that are measured while the program works. One instance for the whole program, made
/// once and handed to whoever measures.
///
/// @param lineToAlert from reading a line to its alert being durable
/// @param batch from taking up a batch to having settled it
public record Latencies(LatencyHistogram lineToAlert, LatencyHistogram batch) {
  /// The buckets of the first Ironpost, so that its dashboards' quantiles mean the same.
  private static final List<Duration> ORIGINAL_BUCKETS =
      List.of(
          Duration.ofNanos(100_000),
          Duration.ofNanos(500_000),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  /// Finer about the budget of 50 ms, and up to a minute: a backlog after a start is read late.
  private static final List<Duration> ALERT_BUCKETS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));

  /// Empty histograms.
  public static Latencies empty() {
    return new Latencies(
        new LatencyHistogram(ALERT_BUCKETS), new LatencyHistogram(ORIGINAL_BUCKETS));
  }
}
