package io.ironpost.daemon.metrics;

import static io.ironpost.daemon.metrics.Metric.counter;
import static io.ironpost.daemon.metrics.Metric.gauge;
import static io.ironpost.daemon.metrics.Metric.histogram;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.module.Health;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the first Ironpost did not tell: where everything went, and what everything costs.
final class OwnMetrics {
  /// With SigmaHQ's rules there are four thousand, nearly all of which never match. Above this
  /// number only those that did are told.
  static final int MAX_QUIET_RULES = 1_000;

  private OwnMetrics() {}

  static List<Metric> all() {
    return Stream.of(
            ledger(), times(), rules(), sinks(), storage(), inputs(), wire(), reloads(), jvm())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Metric> ledger() {
    return List.of(
        counter(
            "ironpost_ledger_received_total",
            "What came to a stage.",
            books(b -> b.received()),
            "stage",
            "source"),
        counter(
            "ironpost_ledger_delivered_total",
            "What a stage handed on.",
            books(b -> b.delivered()),
            "stage",
            "source"),
        counter(
            "ironpost_ledger_dropped_total",
            "What a stage lost, by reason.",
            (scrape, points) ->
                scrape
                    .books()
                    .forEach(book ->
                        book.dropped()
                            .forEach((reason, count) ->
                                points.put(count, book.stage(), book.source(), reason.word()))),
            "stage",
            "source",
            "reason"),
        gauge(
            "ironpost_ledger_in_flight",
            "What came to a stage and has neither been handed on nor lost yet.",
            books(b -> b.inFlight()),
            "stage",
            "source"));
  }

  private static Metric.Reading books(ToDoubleFunction<Balance> figure) {
    return (scrape, points) ->
        scrape.books().forEach(b -> points.put(figure.applyAsDouble(b), b.stage(), b.source()));
  }

  private static List<Metric> times() {
    return List.of(
        histogram(
            "ironpost_line_to_alert_seconds",
            "Time from reading a line to its alert being durable.",
            (scrape, points) -> points.put(scrape.latencies().lineToAlert().snapshot())));
  }

  private static List<Metric> rules() {
    return List.of(
        counter(
            "ironpost_rule_matches_total",
            "Matches of a rule, before repeats are folded.",
            eachRule(rule -> rule.hits()),
            "rule_id"),
        counter(
            "ironpost_rule_cost_seconds_total",
            "Time spent in a rule, as far as it is measured.",
            eachRule(rule -> rule.costNanos() / 1e9),
            "rule_id"),
        gauge(
            "ironpost_rules_loaded",
            "Rules that are loaded.",
            (scrape, points) -> points.put(scrape.view().rules().size())),
        gauge(
            "ironpost_rules_parked",
            "Rules set aside because they cost too much.",
            (scrape, points) ->
                points.put(scrape.view().rules().stream().filter(RuleFigures::parked).count())));
  }

  private static Metric.Reading eachRule(ToDoubleFunction<RuleFigures> figure) {
    return (scrape, points) -> {
      List<RuleFigures> rules = scrape.view().rules();
      boolean all = rules.size() <= MAX_QUIET_RULES;
      rules.stream()
          .filter(rule -> all || rule.hits() > 0)
          .forEach(rule -> points.put(figure.applyAsDouble(rule), rule.id()));
    };
  }

  private static List<Metric> sinks() {
    return List.of(
        gauge(
            "ironpost_sink_backlog",
            "Alerts written and not delivered to the receiver yet.",
            eachSink(sink -> sink.backlog()),
            "sink"),
        counter(
            "ironpost_sink_delivered_total",
            "Alerts that the receiver has.",
            eachSink(sink -> sink.delivered()),
            "sink"),
        counter(
            "ironpost_sink_refused_total",
            "Alerts that the receiver will never take; they are kept aside.",
            eachSink(sink -> sink.refused()),
            "sink"),
        counter(
            "ironpost_sink_held_total",
            "Alerts not sent because of a silence, a route or a rate limit.",
            eachSink(sink -> sink.held()),
            "sink"),
        counter(
            "ironpost_sink_failures_total",
            "Tries to deliver that did not succeed.",
            eachSink(sink -> sink.failures()),
            "sink"));
  }

  private static Metric.Reading eachSink(ToDoubleFunction<SinkFigures> figure) {
    return (scrape, points) ->
        scrape.view().sinks().forEach(sink -> points.put(figure.applyAsDouble(sink), sink.name()));
  }

  private static List<Metric> storage() {
    return List.of(
        gauge(
            "ironpost_spool_bytes",
            "Bytes of the spool on disk.",
            (scrape, points) -> points.put(scrape.view().spool().bytes())),
        gauge(
            "ironpost_spool_backlog",
            "Entries of the spool that a reader has not acknowledged yet.",
            (scrape, points) ->
                scrape.view().spool().backlog().forEach((name, n) -> points.put(n, name)),
            "reader"),
        gauge(
            "ironpost_checkpoint_age_seconds",
            "Seconds since the last checkpoint; absent before the first.",
            (scrape, points) ->
                scrape
                    .view()
                    .checkpoint()
                    .writtenAt()
                    .map(at -> Duration.between(at, scrape.now()).toMillis() / 1e3)
                    .ifPresent(points::put)),
        gauge(
            "ironpost_history_alerts",
            "Alerts that are kept.",
            (scrape, points) -> points.put(scrape.view().history().alerts())),
        gauge(
            "ironpost_history_bytes",
            "Bytes of the kept alerts on disk, where the database says.",
            (scrape, points) -> points.put(scrape.view().history().bytes())));
  }

  private static List<Metric> inputs() {
    return List.of(
        gauge(
            "ironpost_sources",
            "Inputs that are read, by kind.",
            (scrape, points) ->
                scrape.view().sources().stream()
                    .collect(
                        Collectors.groupingBy(
                            SourceFigures::kind, TreeMap::new, Collectors.counting()))
                    .forEach((kind, number) -> points.put(number, kind)),
            "kind"),
        gauge(
            "ironpost_sources_backlog_bytes",
            "Bytes of input known to be there and not read yet.",
            (scrape, points) ->
                points.put(
                    scrape.view().sources().stream().mapToLong(s -> s.backlogBytes()).sum())),
        gauge(
            "ironpost_module_health",
            "How a module is: 0 up, 1 degraded, 2 down.",
            (scrape, points) ->
                scrape.view().modules().forEach(m -> points.put(level(m.health()), m.name())),
            "module"),
        counter(
            "ironpost_module_restarts_total",
            "Restarts of a module after a failure.",
            (scrape, points) ->
                scrape.view().modules().forEach(m -> points.put(m.restarts(), m.name())),
            "module"));
  }

  private static List<Metric> wire() {
    return List.of(
        gauge(
            "ironpost_blocks",
            "Addresses and networks blocked one by one.",
            (scrape, points) -> points.put(scrape.view().wire().blocks())),
        gauge(
            "ironpost_feed_networks",
            "Networks of imported blocklists.",
            (scrape, points) -> points.put(scrape.view().wire().feedNetworks())),
        counter(
            "ironpost_actions_total",
            "Answers to alerts and orders that came into a state: applied, expired, undone and so"
                + " on.",
            (scrape, points) ->
                scrape.view().wire().actions().forEach((state, n) -> points.put(n, state)),
            "state"),
        gauge(
            "ironpost_actions_open",
            "Answers to alerts and orders that something is still to come of, by state.",
            (scrape, points) ->
                scrape.view().wire().open().forEach((state, n) -> points.put(n, state)),
            "state"));
  }

  private static int level(Health health) {
    return switch (health) {
      case Health.Up() -> 0;
      case Health.Degraded(_) -> 1;
      case Health.Down(_) -> 2;
    };
  }

  private static List<Metric> reloads() {
    return List.of(
        counter(
            "ironpost_config_reloads_total",
            "Reloads of the configuration, by result.",
            (scrape, points) -> {
              ReloadFigures reloads = scrape.view().reloads();
              points.put(reloads.successes(), "success");
              points.put(reloads.failures(), "failure");
            },
            "result"),
        gauge(
            "ironpost_config_last_reload_success_timestamp_seconds",
            "When the configuration in force was read, in seconds since 1970.",
            (scrape, points) ->
                scrape
                    .view()
                    .reloads()
                    .lastSuccess()
                    .ifPresent(at -> points.put(at.toEpochMilli() / 1e3))));
  }

  private static List<Metric> jvm() {
    return List.of(
        process("ironpost_process_resident_memory_bytes", "Resident memory.", j -> j.rssBytes()),
        process("ironpost_jvm_heap_bytes", "Heap in use, garbage included.", j -> j.heapBytes()),
        process(
            "ironpost_jvm_heap_max_bytes", "The most the heap may take.", j -> j.heapMaxBytes()),
        process("ironpost_jvm_threads", "Threads of the operating system.", j -> j.threads()),
        counter(
            "ironpost_jvm_gc_seconds_total",
            "Time stopped for collecting garbage.",
            (scrape, points) -> points.put(scrape.jvm().gcMillis() / 1e3)),
        counter(
            "ironpost_jvm_gc_collections_total",
            "Collections of garbage.",
            (scrape, points) -> points.put(scrape.jvm().collections())),
        counter(
            "ironpost_process_cpu_seconds_total",
            "Processor time of all threads.",
            (scrape, points) -> points.put(scrape.jvm().cpuNanos() / 1e9)));
  }

  private static Metric process(String name, String help, ToDoubleFunction<JvmFigures> figure) {
    return gauge(name, help, (scrape, points) -> points.put(figure.applyAsDouble(scrape.jvm())));
  }
}
