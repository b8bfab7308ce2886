package io.ironpost.daemon.control;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.module.Health;
import io.ironpost.daemon.metrics.JvmFigures;
import io.ironpost.daemon.metrics.Latencies;
import io.ironpost.daemon.metrics.LatencyHistogram;
import io.ironpost.daemon.metrics.MetricsView;
import io.ironpost.daemon.metrics.ModuleFigures;
import io.ironpost.daemon.metrics.PipelineFigures;
import io.ironpost.daemon.metrics.ProgramFigures;
import io.ironpost.daemon.metrics.ReloadFigures;
import io.ironpost.daemon.metrics.SinkFigures;
import io.ironpost.daemon.metrics.SourceFigures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Writes the status page, part by part.
final class StatusJson {
  private static final double NANOS_PER_MILLI = 1e6;

  private final JsonGenerator json;

  StatusJson(JsonGenerator json) {
    this.json = json;
  }

  void program(ProgramFigures program) {
    json.writeStringProperty("version", program.version());
    json.writeNumberProperty("pid", program.pid());
    json.writeStringProperty("started_at", program.startedAt().toString());
    json.writeNumberProperty("uptime_seconds", program.uptime().toSeconds());
    json.writeStringProperty("config_path", program.configPath());
  }

  /// The worst of all modules, and each.
  void modules(List<ModuleFigures> modules) {
    JsonBody.object(json, "health", () -> health("status", overall(modules)));
    JsonBody.objects(
        json,
        "modules",
        modules,
        (_, module) -> {
          json.writeStringProperty("name", module.name());
          health("health", module.health());
          json.writeNumberProperty("restarts", module.restarts());
        });
  }

  /// As bad as the worst module; each reason says whose it is.
  static Health overall(List<ModuleFigures> modules) {
    return Health.worstOf(modules.stream().map(StatusJson::named).toList());
  }

  private static Health named(ModuleFigures module) {
    return switch (module.health()) {
      case Health.Up up -> up;
      case Health.Degraded(var why) -> new Health.Degraded(module.name() + ": " + why);
      case Health.Down(var why) -> new Health.Down(module.name() + ": " + why);
    };
  }

  void health(String name, Health health) {
    json.writeStringProperty(name, word(health));
    json.writeStringProperty("reason", health.reason());
  }

  static String word(Health health) {
    return switch (health) {
      case Health.Up() -> "up";
      case Health.Degraded(_) -> "degraded";
      case Health.Down(_) -> "down";
    };
  }

  void sources(List<SourceFigures> sources) {
    JsonBody.objects(
        json,
        "sources",
        sources,
        (_, source) -> {
          json.writeStringProperty("name", source.name());
          json.writeStringProperty("kind", source.kind());
          health("health", source.health());
          json.writeNumberProperty("lines", source.lines());
          json.writeNumberProperty("bytes", source.bytes());
          json.writeNumberProperty("malformed", source.malformed());
          json.writeNumberProperty("backlog_bytes", source.backlogBytes());
        });
  }

  /// One book for each stage, over all its sources.
  void books(List<Balance> books) {
    Map<String, StageBook> stages = new TreeMap<>();
    books.forEach(book -> stages.merge(book.stage(), StageBook.of(book), StageBook::plus));
    JsonBody.objects(json, "books", stages.values(), (_, stage) -> book(stage));
  }

  private void book(StageBook book) {
    json.writeStringProperty("stage", book.stage());
    json.writeBooleanProperty("balanced", book.inFlight() >= 0);
    json.writeNumberProperty("sources", book.sources());
    json.writeNumberProperty("received", book.received());
    json.writeNumberProperty("delivered", book.delivered());
    json.writeNumberProperty("dropped", book.droppedTotal());
    json.writeNumberProperty("in_flight", book.inFlight());
    JsonBody.objects(json, "drops", book.dropped().entrySet(), (_, drop) -> drop(drop));
  }

  private void drop(Map.Entry<DropReason, Long> drop) {
    json.writeStringProperty("reason", drop.getKey().word());
    json.writeNumberProperty("count", drop.getValue());
    json.writeStringProperty("sentence", drop.getKey().sentence());
  }

  void pipeline(PipelineFigures pipeline) {
    JsonBody.object(
        json,
        "pipeline",
        () -> {
          json.writeNumberProperty("collected", pipeline.collected());
          json.writeNumberProperty("processed", pipeline.processed());
          json.writeNumberProperty("parse_errors", pipeline.parseErrors());
          json.writeNumberProperty("rule_matches", pipeline.ruleMatches());
          json.writeNumberProperty("alerts_sent", pipeline.alertsSent());
          json.writeNumberProperty("buffered_lines", pipeline.bufferedLines());
        });
  }

  void latency(Latencies latencies) {
    JsonBody.object(
        json,
        "latency",
        () -> {
          times("line_to_alert", latencies.lineToAlert().snapshot());
          times("batch", latencies.batch().snapshot());
        });
  }

  private void times(String name, LatencyHistogram.Snapshot times) {
    JsonBody.object(
        json,
        name,
        () -> {
          json.writeNumberProperty("count", times.count());
          json.writeNumberProperty("p50_ms", times.quantileNanos(0.5) / NANOS_PER_MILLI);
          json.writeNumberProperty("p99_ms", times.quantileNanos(0.99) / NANOS_PER_MILLI);
          json.writeNumberProperty("max_ms", times.maxNanos() / NANOS_PER_MILLI);
        });
  }

  void sinks(List<SinkFigures> sinks) {
    JsonBody.objects(
        json,
        "sinks",
        sinks,
        (_, sink) -> {
          json.writeStringProperty("name", sink.name());
          json.writeStringProperty("kind", sink.kind());
          health("health", sink.health());
          json.writeNumberProperty("backlog", sink.backlog());
          json.writeNumberProperty("delivered", sink.delivered());
          json.writeNumberProperty("refused", sink.refused());
          json.writeNumberProperty("held", sink.held());
          json.writeNumberProperty("failures", sink.failures());
        });
  }

  void storage(MetricsView view) {
    JsonBody.object(
        json,
        "spool",
        () -> {
          json.writeNumberProperty("bytes", view.spool().bytes());
          json.writeNumberProperty("limit_bytes", view.spool().limitBytes());
          json.writeNumberProperty("last_sequence", view.spool().lastSequence());
          JsonBody.object(
              json, "backlog", () -> view.spool().backlog().forEach(json::writeNumberProperty));
        });
    JsonBody.object(
        json,
        "history",
        () -> {
          json.writeStringProperty("kind", view.history().kind());
          json.writeNumberProperty("alerts", view.history().alerts());
          json.writeNumberProperty("bytes", view.history().bytes());
        });
    JsonBody.object(
        json,
        "checkpoint",
        () -> {
          view.checkpoint()
              .writtenAt()
              .ifPresent(at -> json.writeStringProperty("written_at", at.toString()));
          json.writeNumberProperty("bytes", view.checkpoint().bytes());
        });
  }

  void reload(ReloadFigures reload) {
    JsonBody.object(
        json,
        "reload",
        () -> {
          json.writeNumberProperty("successes", reload.successes());
          json.writeNumberProperty("failures", reload.failures());
          reload
              .lastSuccess()
              .ifPresent(at -> json.writeStringProperty("last_success", at.toString()));
          json.writeStringProperty("last_result", reload.lastResult());
        });
  }

  void memory(JvmFigures jvm) {
    JsonBody.object(
        json,
        "memory",
        () -> {
          json.writeNumberProperty("rss_bytes", jvm.rssBytes());
          json.writeNumberProperty("heap_bytes", jvm.heapBytes());
          json.writeNumberProperty("heap_max_bytes", jvm.heapMaxBytes());
        });
  }
}
