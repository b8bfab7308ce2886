package io.ironpost.daemon.metrics;

import java.util.List;

/// One metric: what it is called, what it says, and where its values come from.
///
/// @param name as Prometheus shows it, with `_total`
/// @param help one sentence
record Metric(String name, Type type, List<String> labels, String help, Reading reading) {
  /// How Prometheus counts it.
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /// Reads the values of one metric.
  @FunctionalInterface
  interface Reading {
    void read(Scrape scrape, Points points);
  }

  /// Takes the values of one metric, each with the values of its labels.
  interface Points {
    void put(double value, String... labels);

    /// Prometheus has no whole numbers: beyond 2^53 the last digits go.
    default void put(long value, String... labels) {
      put((double) value, labels);
    }

    void put(LatencyHistogram.Snapshot times);
  }

  Metric {
    labels = List.copyOf(labels);
    if ((type == Type.COUNTER) != name.endsWith("_total")) {
      throw new IllegalArgumentException("counters end in _total, and only they: " + name);
    }
  }

  static Metric counter(String name, String help, Reading reading, String... labels) {
    return new Metric(name, Type.COUNTER, List.of(labels), help, reading);
  }

  static Metric gauge(String name, String help, Reading reading, String... labels) {
    return new Metric(name, Type.GAUGE, List.of(labels), help, reading);
  }

  static Metric histogram(String name, String help, Reading reading) {
    return new Metric(name, Type.HISTOGRAM, List.of(), help, reading);
  }
}
