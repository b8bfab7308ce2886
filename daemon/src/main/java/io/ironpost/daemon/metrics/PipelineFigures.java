package io.ironpost.daemon.metrics;

/// The log pipeline since the start. What was lost, and why, stands in the ledger.
///
/// @param collected lines handed over by collectors
/// @param processed lines that were parsed and judged
/// @param parseErrors lines of a known format that are broken
/// @param ruleMatches sightings, before folding
/// @param alertsSent alert updates told (opened, updated, closed)
/// @param bufferedLines collected and not settled yet; an estimate where only bytes are known
public record PipelineFigures(
    long collected,
    long processed,
    long parseErrors,
    long ruleMatches,
    long alertsSent,
    long bufferedLines) {
  /// Before there is a pipeline.
  public static final PipelineFigures NONE = new PipelineFigures(0, 0, 0, 0, 0, 0);
}
