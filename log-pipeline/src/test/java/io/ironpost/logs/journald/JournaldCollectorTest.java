package io.ironpost.logs.journald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.logs.network.Gathered;
import io.ironpost.logs.network.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaldCollectorTest {
  @TempDir private Path folder;
  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  /// A journalctl that writes its arguments to a file and then does what a test wants.
  private JournaldSettings fake(String script) throws IOException {
    Path program = folder.resolve("journalctl");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$@\" >> %s\n%s\n".formatted(folder.resolve("arguments"), script));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return JournaldSettings.defaults()
        .from(JournaldSettings.From.BEGINNING)
        .journalctl(program.toString());
  }

  private List<String> arguments() throws IOException {
    return Files.readAllLines(folder.resolve("arguments"));
  }

  private JournaldCollector collector(JournaldSettings settings, Map<String, String> positions) {
    return new JournaldCollector(settings, positions, gathered, ledger);
  }

  private Balance book() {
    return Running.book(ledger, JournaldCollector.NAME);
  }

  private static String entry(int number) {
    return "{\"__CURSOR\":\"c%d\",\"MESSAGE\":\"message %d\"}".formatted(number, number);
  }

  @Test
  void entries_come_with_the_place_after_them() throws IOException {
    JournaldSettings settings =
        fake("echo '%s'; echo '%s'; exec sleep 60".formatted(entry(1), entry(2)));
    JournaldCollector collector = collector(settings.units(List.of("ssh", "cron")), Map.of());
    try (Running running = new Running(collector)) {
      running.until(() -> gathered.count() == 2);
      assertThat(collector.health()).isEqualTo(new Health.Up());
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly(entry(1), entry(2));
    long length = entry(1).length() + 1L + entry(2).length() + 1;
    assertThat(gathered.batches().getLast().position())
        .isEqualTo(new Batch.Position("journald", length + " 2 c2"));
    assertThat(arguments())
        .containsExactly(
            "--output=json --all --no-pager --follow --no-tail --unit=ssh --unit=cron");
    assertThat(book().delivered()).isEqualTo(2);
  }

  @Test
  void the_next_start_goes_on_where_the_last_one_was() throws IOException {
    JournaldSettings settings = fake("echo '%s'; exec sleep 60".formatted(entry(8)));
    try (Running running =
        new Running(collector(settings, Map.of("journald", "700 7 s=1;i=7;b=2")))) {
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertThat(arguments().getFirst()).endsWith("--no-tail --after-cursor=s=1;i=7;b=2");
    Batch batch = gathered.batches().getFirst();
    assertThat(batch.offset()).isEqualTo(700);
    assertThat(batch.firstLine()).isEqualTo(8);
    assertThat(batch.position().value()).isEqualTo((700 + entry(8).length() + 1) + " 8 c8");
  }

  @Test
  void the_end_of_the_journal_is_a_place_too() throws IOException {
    JournaldSettings settings =
        fake(
            """
            case "$*" in *--lines=1*) echo '%s'; exit;; esac
            echo '%s'; exec sleep 60
            """
                .formatted(entry(3), entry(4)));
    try (Running running =
        new Running(collector(settings.from(JournaldSettings.From.END), Map.of()))) {
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertThat(arguments().getLast()).endsWith("--after-cursor=c3");
    assertThat(gathered.lines()).containsExactly(entry(4));
  }

  @Test
  void when_journalctl_dies_its_words_are_the_reason_and_nothing_is_read_twice()
      throws IOException {
    JournaldSettings settings =
        fake("echo '%s'; printf '{\"half\":'; echo no space left >&2; exit 3".formatted(entry(5)));
    JournaldCollector collector = collector(settings, Map.of());
    try (Running first = new Running(collector)) {
      assertThat(first.failure())
          .isInstanceOf(JournalctlException.class)
          .hasMessageContaining("ended with exit code 3: no space left");
    }
    try (Running second = new Running(collector)) {
      assertThat(second.failure()).isInstanceOf(JournalctlException.class);
    }
    assertThat(arguments().getLast()).endsWith("--after-cursor=c5");
    assertThat(gathered.lines()).containsOnly(entry(5));
  }

  @Test
  void a_place_that_is_refused_is_given_up_and_booked() throws IOException {
    JournaldSettings settings =
        fake(
            """
            case "$*" in *--after-cursor*)
              echo 'Failed to seek to cursor: Invalid argument' >&2; exit 1;;
            esac
            echo '%s'; exec sleep 60
            """
                .formatted(entry(1)));
    JournaldCollector collector = collector(settings, Map.of("journald", "9 9 nonsense"));
    try (Running first = new Running(collector)) {
      assertThat(first.failure()).hasMessageContaining("Failed to seek to cursor");
    }
    assertThat(book().dropped(DropReason.UNREADABLE)).isEqualTo(1);
    try (Running second = new Running(collector)) {
      second.until(() -> gathered.count() == 1);
      second.stop();
    }
  }

  @Test
  void what_journalctl_may_not_read_is_told() throws IOException {
    JournaldSettings settings =
        fake("echo 'Hint: You are currently not seeing messages' >&2; exec sleep 60");
    JournaldCollector collector = collector(settings, Map.of());
    try (Running running = new Running(collector)) {
      running.until(() -> collector.health().reason().contains("Hint: You are currently not"));
      running.stop();
    }
  }

  @Test
  void a_missing_journalctl_is_told() {
    JournaldSettings settings = JournaldSettings.defaults().journalctl("/nowhere/journalctl");
    try (Running running = new Running(collector(settings, Map.of()))) {
      assertThat(running.failure())
          .isInstanceOf(JournalctlException.class)
          .hasMessageContaining("/nowhere/journalctl cannot be started")
          .hasMessageContaining("take \"journald\" out of log_pipeline.sources");
    }
  }

  @Test
  void of_an_entry_without_end_the_beginning_is_kept() throws IOException {
    JournaldSettings settings =
        fake(
            "head -c %d /dev/zero | tr '\\0' x; echo; echo '%s'; exec sleep 60"
                .formatted(EntryReader.BUFFER_BYTES + 100_000, entry(2)));
    try (Running running = new Running(collector(settings, Map.of()))) {
      running.until(() -> gathered.count() == 2);
      running.stop();
    }
    assertThat(gathered.lines().getFirst()).hasSize(EntryReader.BUFFER_BYTES - 1);
    assertThat(gathered.lines().getLast()).isEqualTo(entry(2));
    assertThat(book().dropped(DropReason.LINE_TOO_LONG)).isEqualTo(1);
    assertThat(gathered.batches().getLast().position().value()).endsWith(" 2 c2");
  }

  @Test
  void interrupted_it_ends_its_child() throws IOException {
    JournaldSettings settings =
        fake(
            "echo $$ > %1$s.new; mv %1$s.new %1$s; exec sleep 60".formatted(folder.resolve("pid")));
    try (Running running = new Running(collector(settings, Map.of()))) {
      running.until(() -> Files.exists(folder.resolve("pid")));
      running.interrupt();
    }
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    Running.await(() -> ProcessHandle.of(pid).stream().noneMatch(ProcessHandle::isAlive));
  }

  /// The real one, where there is a journal to write to.
  @Test
  void the_real_journal_is_followed() throws IOException, InterruptedException {
    assumeTrue(writes("a first word"), "no journald takes what is logged here");
    JournaldCollector collector = collector(JournaldSettings.defaults(), Map.of());
    String word = "ironpost-test-" + ProcessHandle.current().pid();
    try (Running running = new Running(collector)) {
      Running.await(collector::isFollowing);
      assertThat(writes(word)).isTrue();
      running.until(() -> gathered.lines().stream().anyMatch(line -> line.contains(word)));
      running.stop();
    }
    assertThat(gathered.batches().getLast().position().value()).contains("s=");
  }

  private static boolean writes(String word) throws IOException, InterruptedException {
    if (!Files.exists(Path.of("/run/systemd/journal/socket"))) {
      return false;
    }
    Process logger = new ProcessBuilder("logger", "--journald").start();
    try (var out = logger.outputWriter()) {
      out.write("MESSAGE=" + word + "\n");
    }
    return logger.waitFor(5, TimeUnit.SECONDS) && logger.exitValue() == 0;
  }
}
