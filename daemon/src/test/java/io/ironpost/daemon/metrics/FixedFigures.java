package io.ironpost.daemon.metrics;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program in which everything occurs once; an attacker named a source.
public final class FixedFigures implements MetricsView {
  public static final Instant STARTED = Instant.parse("2026-11-23T10:00:00Z");
  public static final Instant NOW = STARTED.plusSeconds(3_600);
  public static final String HOSTILE = "evil\"\n\\\u001b[31m{}";

  @Override
  public ProgramFigures program() {
    return new ProgramFigures(
        "0.1.0-test", 4_711, STARTED, Duration.ofHours(1), "/etc/ironpost/ironpost.toml");
  }

  @Override
  public List<ModuleFigures> modules() {
    return List.of(
        new ModuleFigures("tail", new Health.Up(), 0),
        new ModuleFigures("webhook", new Health.Degraded("receiver answers 503"), 2));
  }

  @Override
  public List<SourceFigures> sources() {
    return List.of(
        new SourceFigures("/var/log/auth.log", "file", new Health.Up(), 1_000, 90_000, 3, 512),
        new SourceFigures(HOSTILE, "syslog", new Health.Up(), 1, 80, 1, 0));
  }

  @Override
  public List<Balance> books() {
    return List.of(
        new Balance(
            "collect",
            "/var/log/auth.log",
            1_001,
            990,
            Map.of(DropReason.MALFORMED, 3L, DropReason.LINE_TOO_LONG, 1L)),
        new Balance("collect", HOSTILE, 1, 0, Map.of(DropReason.MALFORMED, 1L)));
  }

  @Override
  public PipelineFigures pipeline() {
    return new PipelineFigures(1_001, 990, 4, 12, 5, 7);
  }

  @Override
  public List<RuleFigures> rules() {
    return List.of(
        new RuleFigures("ssh_brute_force", "SSH brute force", 12, 1_500_000_000L, false),
        new RuleFigures("slow_rule", "A rule that cost too much", 0, 0, true));
  }

  @Override
  public List<SinkFigures> sinks() {
    return List.of(
        new SinkFigures(
            "ops", "webhook", new Health.Degraded("receiver answers 503"), 4, 1, 1, 2, 9));
  }

  @Override
  public SpoolFigures spool() {
    return new SpoolFigures(65_536, 1 << 30, 5, Map.of("history", 0L, "ops", 4L));
  }

  @Override
  public HistoryFigures history() {
    return new HistoryFigures("sqlite", 5, 40_960);
  }

  @Override
  public CheckpointFigures checkpoint() {
    return new CheckpointFigures(Optional.of(NOW.minusSeconds(2)), 2_048);
  }

  @Override
  public ReloadFigures reloads() {
    return new ReloadFigures(3, 1, Optional.of(NOW.minusSeconds(60)), "2 rules added");
  }
}
