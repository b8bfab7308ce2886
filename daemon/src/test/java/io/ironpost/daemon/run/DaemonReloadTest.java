package io.ironpost.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.core.module.Health;
import io.ironpost.daemon.config.Sections;
import io.ironpost.daemon.control.ReloadOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole daemon in this process, with one rule, one file that is read and one that is written.
@Timeout(60)
class DaemonReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path file;
  private Path log;
  private volatile Optional<CountDownLatch> stuck = Optional.empty();
  private Daemon daemon;

  private final class FromFile implements ConfigSource {
    @Override
    public ConfigReading read() {
      stuck.ifPresent(FromFile::await);
      try {
        return ConfigReader.read(
            Sections.schema(),
            new ConfigSources("c.toml", Files.readString(file), Map.of(), Map.of()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("broken off", e);
      }
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(file);
    }
  }

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("c.toml");
    log = Files.createFile(folder.resolve("a.log"));
    Files.writeString(
        folder.resolve("rule.yml"),
        """
        title: The word
        id: 5b1f1a58-3f0c-4a3a-9d58-0d5d9b2f7a11
        status: test
        logsource:
          category: any
        detection:
          words:
            - "the-word"
          condition: words
        level: high
        """);
    configure("informational", "", "watch = false");
    FromFile source = new FromFile();
    Launch launch =
        new Launch(
            source,
            Map.of(),
            _ -> {},
            InputStream.nullInputStream(),
            InstantSource.system(),
            ZoneOffset.UTC,
            "test");
    daemon = new Daemon(launch, ((ConfigReading.Read) source.read()).config());
    daemon.start();
  }

  @AfterEach
  void stop() {
    stuck.ifPresent(CountDownLatch::countDown);
    daemon.close();
  }

  private void configure(String severity, String more, String rules) throws IOException {
    Files.writeString(
        file,
        """
        [general]
        data_dir = "%1$s/data"
        pid_file = ""
        shutdown_timeout = "5s"
        [metrics]
        enabled = false
        [log_pipeline]
        sources = ["file"]
        watch_paths = ["%1$s/*.log"]
        [rules]
        builtin = false
        paths = ["%1$s/rule.yml"]
        %4$s
        [sinks.out]
        type = "file"
        path = "%1$s/out.ndjson"
        min_severity = "%2$s"
        %3$s
        """
            .formatted(folder, severity, more, rules));
  }

  private void attack() throws IOException {
    Files.writeString(log, "Mar  2 12:00:00 host app: the-word\n", StandardOpenOption.APPEND);
  }

  private long told(String name) throws IOException {
    Path out = folder.resolve(name);
    return Files.exists(out) ? Files.readAllLines(out).size() : 0;
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(2);
    }
  }

  private ReloadOutcome reload() throws InterruptedException {
    return daemon.reloads().reload("a test");
  }

  @Test
  void a_receiver_that_changes_goes_on_where_it_was() throws Exception {
    attack();
    await("the first", () -> told("out.ndjson") > 0);
    configure("low", "rate_limit = 3", "watch = false");
    assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    assertThat(daemon.sinks()).hasSize(1);
    // Told once, not from the beginning again.
    assertThat(told("out.ndjson")).isEqualTo(1);
    assertThat(daemon.spool().status().readers()).extracting("name").contains("sink out");
    assertThat(daemon.sinks().getFirst().health()).isEqualTo(new Health.Up());
  }

  @Test
  void a_receiver_that_was_taken_out_can_come_back() throws Exception {
    String with = Files.readString(file);
    Files.writeString(file, with.substring(0, with.indexOf("[sinks.out]")));
    assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    assertThat(daemon.spool().status().readers()).extracting("name").doesNotContain("sink out");
    Files.writeString(file, with);
    assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    attack();
    await("the alert", () -> told("out.ndjson") > 0);
  }

  @Test
  void a_configuration_that_cannot_be_read_is_refused() throws Exception {
    Files.delete(file);
    assertThat(reload()).isInstanceOf(ReloadOutcome.Refused.class);
    assertThat(daemon.reloads().figures().failures()).isEqualTo(1);
    attack();
    await("the alert", () -> told("out.ndjson") > 0);
  }

  @Test
  void a_reload_that_waits_holds_up_neither_questions_nor_the_end() throws Exception {
    stuck = Optional.of(new CountDownLatch(1));
    Thread reloading = Thread.startVirtualThread(() -> daemon.reload("a test"));
    await("the reload waits", () -> reloading.getState() == Thread.State.WAITING);
    assertThat(daemon.reloads().figures().successes()).isZero();
    Thread ending = Thread.startVirtualThread(daemon::close);
    assertThat(ending.join(PATIENCE)).isTrue();
  }

  @Test
  void a_watch_can_be_switched_off_by_the_file_it_watches() throws Exception {
    configure("informational", "", "watch = true");
    assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    Thread.sleep(500); // the watch takes its first look when it starts; what was before is not seen
    configure("informational", "", "watch = false");
    await("it is seen and done", () -> daemon.reloads().figures().successes() == 2);
    assertThat(daemon.moduleSets().stream().flatMap(set -> set.figures().stream()))
        .extracting("name")
        .doesNotContain("file_watch");
  }
}
