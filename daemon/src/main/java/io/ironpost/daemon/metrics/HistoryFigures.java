package io.ironpost.daemon.metrics;

/// The kept alerts.
///
/// @param kind `sqlite`, `postgresql`; empty when none is kept
/// @param alerts rows, as last counted
/// @param bytes on disk, as last measured; zero where the database does not say
public record HistoryFigures(String kind, long alerts, long bytes) {
  /// Before there is a history.
  public static final HistoryFigures NONE = new HistoryFigures("", 0, 0);
}
