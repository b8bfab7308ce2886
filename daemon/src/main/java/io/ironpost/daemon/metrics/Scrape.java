package io.ironpost.daemon.metrics;

import io.ironpost.core.ledger.Balance;
import java.time.Instant;
import java.util.List;

/// What one scrape reads from. Figures that several metrics are made of are asked for once, so that
/// they agree with each other.
///
/// @param books bounded in number ([LedgerSeries])
record Scrape(
    MetricsView view,
    Latencies latencies,
    Instant now,
    List<Balance> books,
    PipelineFigures pipeline,
    JvmFigures jvm) {}
