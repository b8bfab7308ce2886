package io.ironpost.daemon.metrics;

import static io.ironpost.daemon.metrics.Metric.counter;
import static io.ironpost.daemon.metrics.Metric.gauge;
import static io.ironpost.daemon.metrics.Metric.histogram;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The metrics of the first Ironpost under their names, so that its dashboards and alert rules find
/// them all. What belongs to a module that is not running is there and zero: a panel then says
/// zero, not "no data", and a sum over several hosts comes out right.
final class OriginalMetrics {
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "other");
  private static final List<String> RATES = List.of("tcp", "udp", "icmp", "other", "total");
  private static final List<String> SEVERITIES =
      List.of("info", "low", "medium", "high", "critical");
  private static final List<String> ACTIONS = List.of("pause", "stop", "network_disconnect");
  private static final List<String> ECOSYSTEMS = List.of("cargo", "npm", "go", "pip");

  private static final Metric.Reading ZERO = (_, points) -> points.put(0);

  private OriginalMetrics() {}

  static List<Metric> all() {
    return Stream.of(packets(), logs(), containers(), software(), program())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Metric> packets() {
    return List.of(
        counter(
            "ironpost_ebpf_packets_total",
            "Packets seen in the kernel.",
            (scrape, points) ->
                points.put(scrape.view().wire().packets().getOrDefault("total", 0L))),
        counter(
            "ironpost_ebpf_packets_blocked_total",
            "Packets dropped in the kernel.",
            (scrape, points) -> points.put(scrape.view().wire().blocked())),
        counter(
            "ironpost_ebpf_bytes_total",
            "Bytes of the packets seen.",
            (scrape, points) -> points.put(scrape.view().wire().bytes())),
        histogram(
            "ironpost_ebpf_xdp_processing_duration_seconds",
            "Time that the XDP program takes for a packet, as the average of each second; measured"
                + " with ebpf.measure_cost.",
            (scrape, points) ->
                points.put(scrape.view().wire().cost().orElseGet(OriginalMetrics::noCosts))),
        counter(
            "ironpost_ebpf_protocol_packets_total",
            "Packets seen, by protocol.",
            each(PROTOCOLS, WireFigures::packets),
            "protocol"),
        gauge(
            "ironpost_ebpf_packets_per_second",
            "Packets a second.",
            each(RATES, WireFigures::packetsPerSecond),
            "protocol"),
        gauge(
            "ironpost_ebpf_bits_per_second",
            "Bits a second.",
            each(RATES, WireFigures::bitsPerSecond),
            "protocol"));
  }

  private static LatencyHistogram.Snapshot noCosts() {
    return LatencyHistogram.ofPackets().snapshot();
  }

  private static Metric.Reading each(
      List<String> words, Function<WireFigures, Map<String, ? extends Number>> figure) {
    return (scrape, points) -> {
      Map<String, ? extends Number> values = figure.apply(scrape.view().wire());
      words.forEach(word -> {
        Number value = values.get(word);
        points.put(value == null ? 0 : value.doubleValue(), word);
      });
    };
  }

  private static List<Metric> logs() {
    return List.of(
        counter(
            "ironpost_log_pipeline_logs_collected_total",
            "Log lines that collectors handed over.",
            (scrape, points) -> points.put(scrape.pipeline().collected())),
        counter(
            "ironpost_log_pipeline_logs_processed_total",
            "Log lines that were parsed and judged.",
            (scrape, points) -> points.put(scrape.pipeline().processed())),
        counter(
            "ironpost_log_pipeline_parse_errors_total",
            "Log lines of a known format that are broken.",
            (scrape, points) -> points.put(scrape.pipeline().parseErrors())),
        counter(
            "ironpost_log_pipeline_rule_matches_total",
            "Matches of rules, before repeats are folded.",
            (scrape, points) -> points.put(scrape.pipeline().ruleMatches())),
        counter(
            "ironpost_log_pipeline_alerts_sent_total",
            "Alerts told: opened, updated and closed.",
            (scrape, points) -> points.put(scrape.pipeline().alertsSent())),
        histogram(
            "ironpost_log_pipeline_processing_duration_seconds",
            "Time from taking up a batch of lines to having settled it.",
            (scrape, points) -> points.put(scrape.latencies().batch().snapshot())),
        gauge(
            "ironpost_log_pipeline_buffer_size",
            "Log lines collected and not settled yet.",
            (scrape, points) -> points.put(scrape.pipeline().bufferedLines())),
        counter(
            "ironpost_log_pipeline_logs_dropped_total",
            "What was lost at any stage; ironpost_ledger_dropped_total says where and why.",
            (scrape, points) ->
                points.put(scrape.books().stream().mapToLong(b -> b.droppedTotal()).sum())));
  }

  private static List<Metric> containers() {
    return List.of(
        gauge(
            "ironpost_container_guard_monitored_containers", "Containers that are guarded.", ZERO),
        counter(
            "ironpost_container_guard_policy_violations_total",
            "Alerts that met a container policy.",
            ZERO),
        counter(
            "ironpost_container_guard_isolations_total",
            "Tries to isolate a container, by action and result.",
            (_, points) ->
                ACTIONS.forEach(action -> {
                  points.put(0, action, "success");
                  points.put(0, action, "failure");
                }),
            "action",
            "result"),
        counter(
            "ironpost_container_guard_isolation_failures_total",
            "Tries to isolate a container that failed.",
            ZERO),
        counter(
            "ironpost_container_guard_alerts_processed_total",
            "Alerts that were compared with container policies.",
            ZERO),
        gauge("ironpost_container_guard_policies_loaded", "Container policies in force.", ZERO));
  }

  private static List<Metric> software() {
    return List.of(
        counter("ironpost_sbom_scanner_scans_completed_total", "Lists of software scanned.", ZERO),
        gauge(
            "ironpost_sbom_scanner_cves_found",
            "Known weaknesses of the software found, by severity.",
            zeros(SEVERITIES),
            "severity"),
        histogram(
            "ironpost_sbom_scanner_scan_duration_seconds",
            "Time that scanning a folder takes.",
            (_, points) ->
                points.put(
                    emptyTimes(
                        100_000_000L,
                        500_000_000L,
                        1_000_000_000L,
                        5_000_000_000L,
                        10_000_000_000L,
                        30_000_000_000L,
                        60_000_000_000L,
                        120_000_000_000L,
                        300_000_000_000L))),
        counter(
            "ironpost_sbom_scanner_packages_scanned_total",
            "Packages compared with advisories, by ecosystem.",
            zeros(ECOSYSTEMS),
            "ecosystem"),
        gauge(
            "ironpost_sbom_scanner_vulndb_last_update_timestamp",
            "When the newest advisory in use was written, in seconds since 1970; 0 without any.",
            ZERO));
  }

  private static List<Metric> program() {
    return List.of(
        gauge(
            "ironpost_daemon_uptime_seconds",
            "Seconds since the program started.",
            (scrape, points) -> points.put(scrape.view().program().uptime().toMillis() / 1e3)),
        gauge(
            "ironpost_daemon_plugins_registered",
            "Modules that the supervisor keeps running.",
            (scrape, points) -> points.put(scrape.view().modules().size())),
        gauge(
            "ironpost_daemon_build_info",
            "Always 1; the label says which version runs.",
            (scrape, points) -> points.put(1, scrape.view().program().version()),
            "version"));
  }

  private static Metric.Reading zeros(List<String> labelValues) {
    return (_, points) -> labelValues.forEach(value -> points.put(0, value));
  }

  private static LatencyHistogram.Snapshot emptyTimes(long... boundsNanos) {
    List<Duration> bounds = Arrays.stream(boundsNanos).mapToObj(Duration::ofNanos).toList();
    return new LatencyHistogram(bounds).snapshot();
  }
}
