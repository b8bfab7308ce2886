package io.ironpost.daemon.run;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.daemon.metrics.CheckpointFigures;
import io.ironpost.daemon.metrics.HistoryFigures;
import io.ironpost.daemon.metrics.MetricsView;
import io.ironpost.daemon.metrics.ModuleFigures;
import io.ironpost.daemon.metrics.PipelineFigures;
import io.ironpost.daemon.metrics.ProgramFigures;
import io.ironpost.daemon.metrics.ReloadFigures;
import io.ironpost.daemon.metrics.RuleFigures;
import io.ironpost.daemon.metrics.SinkFigures;
import io.ironpost.daemon.metrics.SourceFigures;
import io.ironpost.daemon.metrics.SpoolFigures;
import io.ironpost.daemon.metrics.WireFigures;
import io.ironpost.logs.live.LiveStats;
import io.ironpost.logs.live.SourceStats;
import io.ironpost.store.spool.ReaderStatus;
import io.ironpost.store.spool.SpoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The running program's figures, asked of its parts at each question.
final class ProgramView implements MetricsView {
  private final Daemon daemon;
  private final Instant startedAt;

  ProgramView(Daemon daemon, Instant startedAt) {
    this.daemon = daemon;
    this.startedAt = startedAt;
  }

  @Override
  public ProgramFigures program() {
    return new ProgramFigures(
        daemon.launch().version(),
        ProcessHandle.current().pid(),
        startedAt,
        Duration.between(startedAt, daemon.launch().clock().instant()),
        daemon.launch().configuration().file().map(Object::toString).orElse(""));
  }

  @Override
  public List<ModuleFigures> modules() {
    List<ModuleFigures> all = new ArrayList<>();
    daemon.moduleSets().forEach(set -> all.addAll(set.figures()));
    all.add(new ModuleFigures("spool", daemon.spool().health(), 0));
    all.add(new ModuleFigures("rules", daemon.ruleHealth(), 0));
    return all;
  }

  @Override
  public List<SourceFigures> sources() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    return daemon.detection().pipeline().stats().sources().stream()
        .filter(source -> source.lines() > 0 || source.source().startsWith("/"))
        .map(source -> figures(source, bytes))
        .toList();
  }

  private static SourceFigures figures(SourceStats source, Map<String, Long> bytes) {
    return new SourceFigures(
        source.source(),
        kind(source.source()),
        new Health.Up(),
        source.lines(),
        bytes.getOrDefault(source.source(), 0L),
        source.malformed(),
        0);
  }

  /// Collectors name what they read: files by their path, senders after a colon.
  private static String kind(String source) {
    if (source.startsWith("/")) {
      return "file";
    }
    int colon = source.indexOf(':');
    return colon < 0 ? source : source.substring(0, colon);
  }

  @Override
  public List<Balance> books() {
    return ledger().balances();
  }

  private Ledger ledger() {
    return daemon.ledger();
  }

  @Override
  public PipelineFigures pipeline() {
    LiveStats stats = daemon.detection().pipeline().stats();
    Balance collected = ledger().stage("collect");
    return new PipelineFigures(
        collected.received(),
        stats.events(),
        stats.malformed(),
        daemon.detection().sightings(),
        daemon.detection().folder().stats().told(),
        ledger().stage("pipeline").inFlight());
  }

  @Override
  public List<RuleFigures> rules() {
    return daemon.detection().judge().ruleStats().stream()
        .map(rule ->
            new RuleFigures(
                rule.id(),
                rule.title(),
                rule.hits(),
                rule.samples() * rule.averageNanos(),
                rule.parked()))
        .toList();
  }

  @Override
  public List<SinkFigures> sinks() {
    return daemon.sinks();
  }

  @Override
  public SpoolFigures spool() {
    SpoolStatus status = daemon.spool().status();
    Map<String, Long> backlog = new LinkedHashMap<>();
    for (ReaderStatus reader : status.readers()) {
      backlog.put(reader.name(), reader.backlog());
    }
    return new SpoolFigures(status.bytes(), daemon.spoolLimit(), status.last(), backlog);
  }

  @Override
  public HistoryFigures history() {
    return daemon.historyFigures();
  }

  @Override
  public CheckpointFigures checkpoint() {
    return daemon.checkpointFigures();
  }

  @Override
  public ReloadFigures reloads() {
    return daemon.reloads().figures();
  }

  @Override
  public WireFigures wire() {
    return daemon.wire().figures();
  }
}
