package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// From a log line to an operator's answer: one daemon, in the order in which a day goes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DaemonCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOSTILE = "r\u001b[2J\u202eoot";

  private Path folder;
  private RunningDaemon daemon;
  private String id = "";

  @BeforeAll
  void start(@TempDir Path place) throws IOException, InterruptedException {
    folder = place;
    daemon = new RunningDaemon(folder);
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  @Test
  @Order(1)
  void a_guessed_password_becomes_an_alert_that_can_be_listed() throws IOException {
    for (int port = 4_001; port <= 4_005; port++) {
      daemon.logged(
          "2026-11-23T12:00:0%d+00:00 web1 sshd[1]: Failed password for %s from 203.0.113.9 port %d ssh2"
              .formatted(port - 4_000, HOSTILE, port));
    }
    Ran listed =
        await(() -> daemon.ask("alerts", "list", "--text", "brute"), ran -> !ran.out().isEmpty());
    assertThat(listed.exit()).isZero();
    assertThat(listed.out()).startsWith("{\"schema_version\"").contains("203.0.113.9");
    id = between(listed.out(), "\"id\":\"", "\"");
    assertThat(await(() -> daemon.ask("status"), _ -> daemon.told().contains(id)).exit()).isZero();
  }

  @Test
  @Order(2)
  void what_an_attacker_wrote_never_acts_on_the_terminal() {
    for (String command : new String[] {"list", "show"}) {
      for (String form : new String[] {"table", "json"}) {
        boolean isShow = command.equals("show");
        Ran ran =
            isShow
                ? daemon.ask("alerts", "show", id.substring(0, 8), "-o", form)
                : daemon.ask("alerts", "list", "-o", form);
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("brute force").doesNotContain("\u001b", "\u202e");
      }
    }
    assertThat(daemon.ask("alerts", "show", id, "-o", "text").out()).contains("\\x1b[2J");
    assertThat(daemon.ask("spool", "show", "-o", "table").out())
        .contains("brute force")
        .doesNotContain("\u001b");
  }

  @Test
  @Order(3)
  void an_id_may_be_short_in_tables_and_is_whole_for_programs() {
    assertThat(daemon.ask("alerts", "list", "-o", "table").out())
        .contains(id.substring(0, 8))
        .doesNotContain(id);
    assertThat(daemon.ask("alerts", "list", "-o", "csv").out()).contains(id);
    assertThat(daemon.ask("alerts", "list", "-o", "json").out()).contains(id, "\"evidence\"");
    assertThat(daemon.ask("alerts", "show", "nosuch").exit()).isEqualTo(2);
  }

  @Test
  @Order(4)
  void an_acknowledged_alert_says_by_whom() {
    Ran seen = daemon.ask("alerts", "ack", id.substring(0, 8), "--by", "alice", "--note", "mine");
    assertThat(seen.exit()).isZero();
    assertThat(daemon.ask("alerts", "list", "-o", "table").out()).contains("seen by alice");
    assertThat(daemon.ask("alerts", "list").out()).contains("\"acknowledged\":{\"by\":\"alice\"");
  }

  @Test
  @Order(5)
  void a_silence_is_made_listed_and_ended() {
    Ran made =
        daemon.ask("alerts", "silence", "src_ip=203.0.113.0/24", "--for", "2h", "--reason", "test");
    assertThat(made.exit()).isZero();
    String silence = between(made.err(), "silence ", " until");
    assertThat(daemon.ask("alerts", "silence").out()).contains(silence, "203.0.113.0/24");
    assertThat(daemon.ask("alerts", "silence", "--end", silence).exit()).isZero();
    assertThat(daemon.ask("alerts", "silence").out()).isEmpty();
    assertThat(daemon.ask("alerts", "silence", "no matcher", "--for", "1h", "--reason", "x").exit())
        .isEqualTo(2);
    assertThat(daemon.ask("alerts", "silence", "rule=x").err()).contains("--for");
  }

  @Test
  @Order(6)
  void the_books_balance() {
    Ran table = daemon.ask("status", "-o", "table");
    assertThat(table.exit()).isZero();
    assertThat(table.out()).contains("books balanced", "auth.log", "pager");
    assertThat(daemon.ask("status").out()).startsWith("{\"version\":\"test\"");
    Ran top = daemon.ask("top", "-n", "1", "--interval", "100ms");
    assertThat(top.exit()).isZero();
    assertThat(top.out()).contains("\"lines_per_second\":", "\"p99_ms\":");
  }

  @Test
  @Order(7)
  void top_fits_the_screen_ends_with_q_and_gives_the_terminal_back() {
    Map<String, String> small = Map.of("COLUMNS", "60", "LINES", "15", "NO_COLOR", "1");
    FakeTerminal fake = FakeTerminal.forPeople(small, "ppq");
    String file = daemon.configuration.toString();
    Ran ran = Ran.in(fake, "top", "--interval", "100ms", "-c", file);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("\u001b[?1049h").endsWith("\u001b[?1049l");
    String frame = between(ran.out(), "\u001b[H", "\u001b[J");
    assertThat(frame.lines()).hasSizeBetween(10, 14);
    assertThat(frame).contains("lines", "BOOK", "pipeline");
  }

  @Test
  @Order(7)
  void the_spool_is_looked_into_while_the_daemon_writes() {
    Ran check = daemon.ask("spool", "check", "-o", "table");
    assertThat(check.exit()).isZero();
    assertThat(check.out()).contains("00000000000000000001.spool", "history");
    assertThat(check.err()).contains("in use by process", "no damage");
    Ran export = daemon.ask("spool", "export");
    assertThat(export.exit()).isZero();
    assertThat(export.out().lines()).allMatch(line -> line.startsWith("{\"schema_version\""));
  }

  @Test
  @Order(8)
  void a_reload_of_what_is_wrong_is_refused_and_the_doctor_knows() throws IOException {
    assertThat(daemon.ask("reload").err()).contains("nothing changed");
    String right = Files.readString(daemon.configuration);
    Files.writeString(daemon.configuration, right + "\n[alerts]\nfold_windw = \"1s\"\n");
    Ran refused = Ran.piped("reload", "--socket", folder.resolve("data/control.sock").toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("fold_window");
    Files.writeString(daemon.configuration, right);
    Ran doctor = daemon.ask("doctor", "--for", "100ms");
    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(doctor.out()).contains("The last reload was refused");
    assertThat(daemon.ask("reload").exit()).isZero();
    assertThat(daemon.ask("doctor", "--for", "100ms").out()).doesNotContain("reload was refused");
  }

  @Test
  @Order(9)
  void a_support_bundle_has_figures_and_neither_secrets_nor_evidence() throws IOException {
    Path bundle = folder.resolve("s.tar.gz");
    Path log =
        Files.writeString(
            folder.resolve("run.log"), "posting to /hook/%s\n".formatted(RunningDaemon.TOKEN));
    Ran ran = daemon.ask("support", "--file", bundle.toString(), "--log", log.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("status.json", "spool.txt");
    String text = unpacked(bundle);
    assertThat(text)
        .contains("versions.txt", "\"uptime_seconds\"", "ironpost_ledger", "posting to /hook/****")
        .doesNotContain(RunningDaemon.TOKEN, "Failed password");
    assertThat(daemon.ask("support", "--file", bundle.toString()).exit()).isEqualTo(2);
    Path more = folder.resolve("more.tar.gz");
    daemon.ask("support", "--file", more.toString(), "--with-alerts");
    assertThat(unpacked(more)).contains("Failed password");
    assertThat(daemon.ask("support", "--dry-run").out()).isEmpty();
  }

  @Test
  @Order(10)
  void without_a_daemon_the_end_is_3_and_says_what_to_do() {
    String nowhere = folder.resolve("nowhere.sock").toString();
    for (String command : new String[] {"status", "top", "tap", "reload"}) {
      Ran ran = Ran.piped(command, "--socket", nowhere);
      assertThat(ran.exit()).as(command).isEqualTo(3);
      assertThat(ran.err()).contains("there is no socket", "ironpost run");
    }
    Ran doctor = daemon.ask("doctor", "--socket", nowhere);
    assertThat(doctor.exit()).isEqualTo(3);
    assertThat(doctor.out()).contains("No daemon answers");
  }

  private static String unpacked(Path bundle) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(bundle))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static Ran await(Supplier<Ran> question, Predicate<Ran> until) {
    Instant deadline = Instant.now().plus(PATIENCE);
    Ran ran = question.get();
    while (!until.test(ran) && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
      ran = question.get();
    }
    return ran;
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }
}
