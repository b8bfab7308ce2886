package io.ironpost.daemon.metrics;

import io.ironpost.core.ledger.Balance;
import java.util.List;

/// What metrics and status are read from, at each question: nothing is kept twice and nothing is
/// computed while nobody asks, so that counting costs the pipeline no more than its own books.
///
/// Called by any thread at any time, several at once, also while the program starts and stops. No
/// answer may wait for the pipeline, a database or a receiver: a status page that hangs when things
/// go wrong is of no use. What is not there yet answers with its `NONE`.
public interface MetricsView {
  /// Which program this is and since when it runs.
  ProgramFigures program();

  /// What the supervisor keeps running, in the order of start.
  List<ModuleFigures> modules();

  /// Where lines come from.
  List<SourceFigures> sources();

  /// Every account of the ledger.
  List<Balance> books();

  /// The log pipeline's totals since the start.
  PipelineFigures pipeline();

  /// Every loaded rule.
  List<RuleFigures> rules();

  /// Every configured receiver of alerts.
  List<SinkFigures> sinks();

  /// What is durable and on its way.
  SpoolFigures spool();

  /// Alerts that are kept.
  HistoryFigures history();

  /// Where a start after a crash would begin.
  CheckpointFigures checkpoint();

  /// How the configuration was read again.
  ReloadFigures reloads();

  /// Packets, blocks and actions.
  default WireFigures wire() {
    return WireFigures.NONE;
  }
}
