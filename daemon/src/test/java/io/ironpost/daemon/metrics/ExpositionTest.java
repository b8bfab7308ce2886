package io.ironpost.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
  private final Latencies latencies = Latencies.empty();
  private final Exposition exposition =
      new Exposition(new FixedFigures(), latencies, InstantSource.fixed(FixedFigures.NOW));

  /// The 29 of the first Ironpost: name, type, labels.
  @ParameterizedTest
  @CsvSource({
    "ironpost_ebpf_packets_total,counter,",
    "ironpost_ebpf_packets_blocked_total,counter,",
    "ironpost_ebpf_bytes_total,counter,",
    "ironpost_ebpf_xdp_processing_duration_seconds,histogram,",
    "ironpost_ebpf_protocol_packets_total,counter,protocol",
    "ironpost_ebpf_packets_per_second,gauge,protocol",
    "ironpost_ebpf_bits_per_second,gauge,protocol",
    "ironpost_log_pipeline_logs_collected_total,counter,",
    "ironpost_log_pipeline_logs_processed_total,counter,",
    "ironpost_log_pipeline_parse_errors_total,counter,",
    "ironpost_log_pipeline_rule_matches_total,counter,",
    "ironpost_log_pipeline_alerts_sent_total,counter,",
    "ironpost_log_pipeline_processing_duration_seconds,histogram,",
    "ironpost_log_pipeline_buffer_size,gauge,",
    "ironpost_log_pipeline_logs_dropped_total,counter,",
    "ironpost_container_guard_monitored_containers,gauge,",
    "ironpost_container_guard_policy_violations_total,counter,",
    "ironpost_container_guard_isolations_total,counter,action",
    "ironpost_container_guard_isolation_failures_total,counter,",
    "ironpost_container_guard_alerts_processed_total,counter,",
    "ironpost_container_guard_policies_loaded,gauge,",
    "ironpost_sbom_scanner_scans_completed_total,counter,",
    "ironpost_sbom_scanner_cves_found,gauge,severity",
    "ironpost_sbom_scanner_scan_duration_seconds,histogram,",
    "ironpost_sbom_scanner_packages_scanned_total,counter,ecosystem",
    "ironpost_sbom_scanner_vulndb_last_update_timestamp,gauge,",
    "ironpost_daemon_uptime_seconds,gauge,",
    "ironpost_daemon_plugins_registered,gauge,",
    "ironpost_daemon_build_info,gauge,version",
  })
  void every_metric_of_the_first_ironpost_is_told(String name, String type, String label) {
    String text = scrape();
    assertThat(text).contains("# TYPE " + name + " " + type + "\n");
    assertThat(text.lines().filter(line -> line.startsWith(name)))
        .isNotEmpty()
        .allMatch(line -> label == null || line.contains(label + "=\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ironpost_ledger_dropped_total{reason=\"line_too_long\",source=\"/var/log/auth.log\","
            + "stage=\"collect\"} 1.0",
        "ironpost_ledger_in_flight{source=\"/var/log/auth.log\",stage=\"collect\"} 7.0",
        "ironpost_rule_matches_total{rule_id=\"ssh_brute_force\"} 12.0",
        "ironpost_rule_cost_seconds_total{rule_id=\"ssh_brute_force\"} 1.5",
        "ironpost_sink_backlog{sink=\"ops\"} 4.0",
        "ironpost_spool_backlog{reader=\"ops\"} 4.0",
        "ironpost_checkpoint_age_seconds 2.0",
        "ironpost_config_reloads_total{result=\"failure\"} 1.0",
        "ironpost_module_health{module=\"webhook\"} 1.0",
        "ironpost_sources{kind=\"file\"} 1.0",
        "ironpost_log_pipeline_logs_dropped_total 5.0",
        "ironpost_daemon_uptime_seconds 3600.0",
      })
  void the_figures_arrive(String line) {
    assertThat(scrape().lines()).contains(line);
  }

  @Test
  void every_line_is_one_that_prometheus_reads() {
    assertThat(scrape().lines())
        .allMatch(line ->
            line.matches("# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+")
                || line.matches(
                    "[a-zA-Z_:][a-zA-Z0-9_:]*"
                        + "(\\{([a-z_]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\",?)*\\})?"
                        + " ([-+0-9.eE]+|\\+Inf|NaN)"));
  }

  @Test
  void the_name_of_a_hostile_source_stays_in_its_label() {
    assertThat(scrape()).contains("source=\"evil\\\"\\n\\\\\u001b[31m{}\"");
  }

  @Test
  void times_fall_into_the_buckets_of_the_first_ironpost() {
    latencies.batch().record(700_000);
    latencies.batch().record(20_000_000_000L);
    assertThat(scrape().lines())
        .contains(
            "ironpost_log_pipeline_processing_duration_seconds_bucket{le=\"5.0E-4\"} 0",
            "ironpost_log_pipeline_processing_duration_seconds_bucket{le=\"0.001\"} 1",
            "ironpost_log_pipeline_processing_duration_seconds_bucket{le=\"10.0\"} 1",
            "ironpost_log_pipeline_processing_duration_seconds_bucket{le=\"+Inf\"} 2",
            "ironpost_log_pipeline_processing_duration_seconds_count 2");
  }

  @Test
  void who_asks_for_openmetrics_gets_it() {
    Exposition.Page page = exposition.scrape("application/openmetrics-text; version=1.0.0");
    assertThat(page.contentType()).startsWith("application/openmetrics-text");
    assertThat(new String(page.text(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
  }

  @Test
  void many_senders_share_one_series_and_nothing_is_left_out() {
    LedgerSeries series = new LedgerSeries();
    List<Balance> first = books(0, 250);
    assertThat(series.held(first)).hasSize(250);
    List<Balance> held = series.held(books(0, 5_000));
    assertThat(held).hasSize(LedgerSeries.MAX_OWN + 1);
    assertThat(held.getLast().source()).isEqualTo(Ledger.OTHERS);
    assertThat(held.stream().mapToLong(Balance::received).sum()).isEqualTo(10L * 5_000);
    assertThat(series.held(books(4_000, 5_000))).hasSize(1); // who came late stays with the others
  }

  private static List<Balance> books(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> new Balance("collect", "10.0.0." + n, 10, 10, Map.of()))
        .toList();
  }

  private String scrape() {
    return new String(exposition.scrape("").text(), StandardCharsets.UTF_8);
  }
}
