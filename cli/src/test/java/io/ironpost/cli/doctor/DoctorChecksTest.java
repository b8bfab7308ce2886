package io.ironpost.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.doctor.Finding.Gravity;
import io.ironpost.daemon.control.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each trouble that the doctor knows, from a status page that shows it.
final class DoctorChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final String WELL =
      "'rules':{'loaded':5},'sinks':[{'name':'s','health':'up','backlog':0}]";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "log_pipeline.syslog.receive_buffer", "4 MiB",
          "log_pipeline.workers", "1",
          "log_pipeline.buffer_size", "32 MiB",
          "log_pipeline.storage.max_size", "1 GiB",
          "sinks.s.rate_limit", "10");

  @TempDir private Path proc;

  @BeforeEach
  void limits() throws IOException {
    Files.createDirectories(proc.resolve("sys/net/core"));
    Files.writeString(proc.resolve("sys/net/core/rmem_max"), "212992\n");
    Files.createDirectories(proc.resolve("sys/fs/inotify"));
    Files.writeString(proc.resolve("sys/fs/inotify/max_user_watches"), "8192\n");
  }

  private List<Finding> look(String status, String metricsBefore, String metricsNow, String rules) {
    Sample before = sample(status, metricsBefore, 0);
    Sample now = sample(status, metricsNow, 2 * SECOND);
    return look(new Case(before, now, json("[" + rules + "]").items(), SETTINGS, NOW));
  }

  private List<Finding> look(Case the) {
    HostLimits host = new HostLimits(proc, 4);
    List<Finding> found = new ArrayList<>();
    found.addAll(new LossChecks(the, host).findings());
    found.addAll(new ProgramChecks(the, host).findings());
    found.addAll(new StorageChecks(the).findings());
    found.addAll(new ReceiverChecks(the).findings());
    return found;
  }

  private Finding only(String status) {
    List<Finding> found = look("{" + status + "}", "", "", "");
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Sample sample(String status, String metrics, long nanos) {
    return new Sample(json(status), Series.of(metrics), nanos);
  }

  private static JsonValue json(String text) {
    return JsonValue.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String dropped(String reason, String source, int count) {
    return "# TYPE x counter\nironpost_ledger_dropped_total{reason=\"%s\",source=\"%s\",stage=\"x\"} %d.0\n"
        .formatted(reason, source, count);
  }

  @Test
  void nothing_is_found_where_nothing_is_wrong() {
    assertThat(look("{" + WELL + "}", "", "", "")).isEmpty();
  }

  @Test
  void kernel_drops_name_both_buffers_with_the_need() {
    Finding found =
        look(
                "{" + WELL + "}",
                dropped("kernel_buffer_full", "syslog_udp", 1_000),
                dropped("kernel_buffer_full", "syslog_udp", 21_000),
                "")
            .getFirst();
    assertThat(found.gravity()).isEqualTo(Gravity.ERROR);
    assertThat(found.measured()).contains("21,000 in all, 10,000 a second now", "syslog_udp");
    // 4 MiB and 20,000 datagrams of 1,280 bytes are 28.4 MiB.
    assertThat(found.fix())
        .isEqualTo(
            "log_pipeline.syslog.receive_buffer = \"32 MiB\" (now 4 MiB); and sysctl -w"
                + " net.core.rmem_max=33554432 (now 212992)");
  }

  @Test
  void the_kernels_own_files_are_read_whole() throws IOException {
    Path real = Path.of("/proc/sys/fs/file-max");
    Assumptions.assumeTrue(Files.isReadable(real), "there is no /proc/sys here");
    try (InputStream in = Files.newInputStream(real)) {
      String said = new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip();
      assertThat(HostLimits.here().number("fs/file-max")).isEqualTo(Long.parseLong(said));
    }
  }

  @Test
  void a_flood_is_told_from_a_burst() {
    String flood = dropped("kernel_buffer_full", "syslog_udp", 900_000);
    assertThat(look("{" + WELL + "}", "", flood, "").getFirst().fix()).contains("no burst", "TCP");
    String drops =
        ",'modules':[{'name':'syslog-udp','health':'degraded',"
            + "'reason':'9 datagrams dropped by the kernel: they came faster; a larger one'}]";
    assertThat(look("{" + WELL + drops + "}", "", "", "")).isEmpty();
  }

  @Test
  void a_full_buffer_asks_for_workers_while_it_lasts_and_for_room_after() {
    String some = dropped("buffer_full", "udp", 10);
    Finding lasts = look("{" + WELL + "}", some, dropped("buffer_full", "udp", 50), "").getFirst();
    assertThat(lasts.fix()).contains("log_pipeline.workers = 2 (now 1, of 4 cores)");
    Finding over = look("{" + WELL + "}", some, some, "").getFirst();
    assertThat(over.fix()).isEqualTo("log_pipeline.buffer_size = \"64 MiB\" (now 32 MiB)");
  }

  @Test
  void a_source_of_which_more_than_a_hundredth_is_malformed_is_named() {
    Finding found =
        only(
            WELL
                + ",'sources':[{'name':'/v/\\u001bx','kind':'file','lines':1000,'malformed':11},"
                + "{'name':'ok','kind':'file','lines':1000,'malformed':10}]");
    assertThat(found.measured()).isEqualTo("11 of 1,000 lines, 1.1 %");
    assertThat(found.fix()).contains("ironpost logs explain /v/\\x1bx");
  }

  @Test
  void books_that_do_not_balance_are_our_fault() {
    assertThat(
            only(WELL + ",'books':[{'stage':'fold','balanced':false,'received':1,'delivered':2}]")
                .fix())
        .contains("ironpost support");
  }

  @Test
  void a_module_that_cannot_read_says_how_to_let_it() {
    Finding watches =
        only(
            WELL
                + ",'modules':[{'name':'file','health':'degraded','reason':'raise fs.inotify.max_user_watches'}]");
    assertThat(watches.fix()).isEqualTo("sysctl -w fs.inotify.max_user_watches=16384 (now 8192)");
    Finding rights =
        only(
            WELL
                + ",'modules':[{'name':'file','health':'down','reason':'/var/log/x: permission denied'}]");
    assertThat(rights.gravity()).isEqualTo(Gravity.ERROR);
    assertThat(rights.fix()).contains("usermod -aG adm");
  }

  @Test
  void rules_that_are_parked_refused_or_none_are_told() {
    assertThat(look("{" + WELL + "}", "", "", "{'title':'Slow','id':'r1','parked':true}"))
        .singleElement()
        .satisfies(found -> assertThat(found.measured()).isEqualTo("1: Slow (r1)"));
    assertThat(only("'rules':{'loaded':0},'sinks':[{'health':'up'}]").what()).contains("no rules");
    assertThat(only(WELL + ",'reload':{'last_result':'refused, the old goes on: x'}").fix())
        .contains("ironpost config check");
  }

  @Test
  void receivers_that_fail_refuse_or_are_limited_are_told_by_name() {
    String sink = "'rules':{'loaded':5},'sinks':[{'name':'s',%s}]";
    assertThat(
            only(sink.formatted("'health':'degraded','reason':'503','backlog':7,'failures':3"))
                .measured())
        .isEqualTo("7 waiting, 3 tries failed: 503");
    assertThat(only(sink.formatted("'health':'up','refused':2,'delivered':8")).fix())
        .contains("refused-s.ndjson");
    Finding limited = look("{" + WELL + "}", "", dropped("rate_limited", "s", 40), "").getFirst();
    assertThat(limited.measured()).contains("40 held back", "20 a second");
    assertThat(limited.fix()).contains("sinks.s.rate_limit (now 10)");
    assertThat(only("'rules':{'loaded':5}").gravity()).isEqualTo(Gravity.NOTE);
  }

  @Test
  void storage_that_fills_up_names_the_key_and_who_is_slow() {
    Finding spool =
        only(WELL + ",'spool':{'bytes':900000000,'limit_bytes':1073741824,'backlog':{'sink s':9}}");
    assertThat(spool.measured()).contains("83.8 %", "sink s still needs 9");
    assertThat(spool.fix()).contains("spool.max_size = \"2 GiB\"");
    assertThat(only(WELL + ",'history':{'bytes':1000000000,'alerts':5}").fix())
        .contains("log_pipeline.storage.max_size = \"2 GiB\" (now 1 GiB)");
  }

  @Test
  void an_old_checkpoint_matters_only_while_lines_come_in() {
    String old = ",'checkpoint':{'written_at':'2026-11-23T11:55:00Z'},'pipeline':{'processed':%d}";
    JsonValue quiet = json("{" + WELL + old.formatted(5) + "}");
    JsonValue busy = json("{" + WELL + old.formatted(9) + "}");
    Sample first = new Sample(quiet, List.of(), 0);
    Case idle = new Case(first, new Sample(quiet, List.of(), SECOND), List.of(), SETTINGS, NOW);
    assertThat(look(idle)).isEmpty();
    Case reads = new Case(first, new Sample(busy, List.of(), SECOND), List.of(), SETTINGS, NOW);
    assertThat(look(reads).getFirst().measured()).isEqualTo("written 5m ago");
  }

  @Test
  void memory_is_short_when_most_time_goes_into_freeing_it() {
    Finding found =
        look(
                "{" + WELL + ",'memory':{'heap_max_bytes':536870912}}",
                "ironpost_jvm_gc_seconds_total 1.0",
                "ironpost_jvm_gc_seconds_total 2.0",
                "")
            .getFirst();
    assertThat(found.measured()).startsWith("50.0 %");
    assertThat(found.fix()).isEqualTo("IRONPOST_HEAP=1024m in its environment (now 512)");
  }

  @Test
  void labels_are_read_whatever_an_attacker_put_into_them() {
    String hostile = "a\\\"} 5 \\\\ \\n{" + "x".repeat(100_000);
    Series read = Series.of("m{source=\"" + hostile + "\",stage=\"s\"} 7.0\n}broken\n").getFirst();
    assertThat(read.value()).isEqualTo(7);
    assertThat(read.label("stage")).isEqualTo("s");
    assertThat(read.label("source")).startsWith("a\"} 5 \\");
  }
}
