package io.ironpost.bench.history;

import io.ironpost.core.alert.Severity;
import io.ironpost.core.config.ByteSize;
import io.ironpost.core.module.Pause;
import io.ironpost.store.history.AlertQuery;
import io.ironpost.store.history.AlertRow;
import io.ironpost.store.history.History;
import io.ironpost.store.history.HistoryPlace;
import io.ironpost.store.history.HistoryStats;
import io.ironpost.store.history.Retention;
import io.ironpost.store.history.RetentionLimits;
import io.ironpost.store.history.SpooledAlert;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Fills a history, asks it the main questions, and writes while retention deletes.
///
/// Arguments: how many alerts; `sqlite` and a file that is not there yet, or `postgresql` (a server
/// is started for the run) and a folder.
public final class HistoryRates {
  /// What the writer takes from the spool at once under load.
  private static final int BATCH = 1_000;

  private static final int TIMES_ASKED = 31;

  private final PrintStream out;
  private final History history;
  private final int alerts;
  private final MadeAlerts made = new MadeAlerts(1);
  private String someId = "";

  private HistoryRates(PrintStream out, History history, int alerts) {
    this.out = out;
    this.history = history;
    this.alerts = alerts;
  }

  public static void main(String... args) throws Exception {
    int alerts = Integer.parseInt(args[0]);
    Path folder = Path.of(args[2]);
    if (args[1].equals("sqlite")) {
      HistoryPlace place = new HistoryPlace.SqliteFile(folder);
      try (History history = new History(place, InstantSource.system())) {
        new HistoryRates(System.out, history, alerts).run(() -> {});
      }
      return;
    }
    try (EmbeddedPostgres server = started(folder)) {
      String url = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
      HistoryPlace place = HistoryPlace.of(url, folder);
      try (History history = new History(place, InstantSource.system())) {
        new HistoryRates(System.out, history, alerts).run(() -> vacuum(server));
      }
    }
  }

  /// As a distribution installs it, with fsync, and a quarter of a gigabyte for its cache.
  private static EmbeddedPostgres started(Path folder) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setServerConfig("shared_buffers", "256MB")
        .setServerConfig("max_wal_size", "1GB")
        .start();
  }

  /// What autovacuum does within minutes.
  private static void vacuum(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(Runnable afterFilling) throws InterruptedException {
    out.println(history.place());
    fill();
    afterFilling.run();
    askAll();
    writeOnACalmDay();
    writeWhileDeleting();
  }

  private void fill() {
    history.prepare();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    long cpuNanos = 0;
    for (int written = 0; written < alerts; written += BATCH) {
      List<SpooledAlert> batch = made.next(Math.min(BATCH, alerts - written));
      long began = System.nanoTime();
      long cpuBegan = threads.getCurrentThreadCpuTime();
      history.write("bench", written + batch.size(), batch);
      nanos += System.nanoTime() - began;
      cpuNanos += threads.getCurrentThreadCpuTime() - cpuBegan;
      someId = batch.getFirst().update().alert().id();
    }
    HistoryStats stats = history.stats();
    out.printf(
        "%-44s %,10.0f alerts/s wall %,10.0f alerts/s CPU of this process   (%,d of %,d B)%n",
        "written in batches of " + BATCH,
        alerts / (nanos / 1e9),
        alerts / (cpuNanos / 1e9),
        stats.alerts(),
        stats.bytes() / stats.alerts());
  }

  private void askAll() {
    Instant half = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(alerts / 2);
    AlertQuery.Builder newest = AlertQuery.builder();
    ask("newest 100", () -> list(newest));
    AlertRow last = history.list(newest.build()).getLast();
    ask("the 100 after them", () -> list(AlertQuery.builder().after(last.position())));
    ask(
        "100 before the middle",
        () -> list(AlertQuery.builder().until(half).from(half.minusSeconds(1_000))));
    ask("newest 100 critical", () -> list(AlertQuery.builder().atLeast(Severity.CRITICAL)));
    ask("newest 100 medium or worse", () -> list(AlertQuery.builder().atLeast(Severity.MEDIUM)));
    ask("newest 100 of a rule, by name", () -> list(AlertQuery.builder().rule("rule_150")));
    ask(
        "newest 100 of the commonest address",
        () -> list(AlertQuery.builder().entity("src_ip", MadeAlerts.commonAddress())));
    ask(
        "of an address that is not there",
        () -> list(AlertQuery.builder().entity("src_ip", "::1")));
    ask("one by id, with evidence", () -> history.find(someId).isPresent() ? 1 : 0);
    ask(
        "text in title, entities or evidence, found",
        () -> list(AlertQuery.builder().text("user99")));
    ask("count by severity", () -> history.bySeverity(Instant.MIN).size());
    ask("top 10 rules", () -> history.byRule(Instant.MIN, 10).size());
    ask("top 10 addresses", () -> history.byEntity("src_ip", Instant.MIN, 10).size());
    ask("stats", () -> history.stats().alerts());
    ask("text that is nowhere", this::searchInVain);
  }

  private long list(AlertQuery.Builder query) {
    return history.list(query.build()).size();
  }

  /// -1 when it took longer than history allows.
  private long searchInVain() {
    try {
      return list(AlertQuery.builder().text("nowhere to be found"));
    } catch (RuntimeException _) {
      return -1;
    }
  }

  private interface Question {
    long answer();
  }

  /// Fast ones often, for a median; slow ones until three seconds are over.
  private void ask(String what, Question question) {
    long[] nanos = new long[TIMES_ASKED];
    int asked = 0;
    long rows = 0;
    long deadline = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (asked < TIMES_ASKED && (asked == 0 || System.nanoTime() < deadline)) {
      long began = System.nanoTime();
      rows = question.answer();
      nanos[asked++] = System.nanoTime() - began;
    }
    Arrays.sort(nanos, 0, asked);
    out.printf(
        "%-44s %10.2f ms median %10.2f ms worst   (%,d)%n",
        what, nanos[asked / 2] / 1e6, nanos[asked - 1] / 1e6, rows);
  }

  /// A fifth of the history goes, while one alert after another is written as on a calm day.
  private void writeWhileDeleting() throws InterruptedException {
    HistoryStats before = history.stats();
    RetentionLimits limits =
        new RetentionLimits(Duration.ofDays(36_500), new ByteSize(before.bytes() / 10 * 9));
    Retention retention = new Retention(history, limits, InstantSource.system(), Pause.REAL);
    AtomicBoolean over = new AtomicBoolean();
    long began = System.nanoTime();
    Thread sweeper =
        Thread.ofVirtual()
            .start(() -> {
              try {
                retention.sweep();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } finally {
                over.set(true);
              }
            });
    long[] nanos = writeSingly(over::get);
    sweeper.join();
    double seconds = (System.nanoTime() - began) / 1e9;
    HistoryStats after = history.stats();
    out.printf(
        "%-44s %,10.0f alerts/s   %,d MB -> %,d MB%n",
        "deleted by size",
        retention.removedBySize() / seconds,
        before.bytes() >> 20,
        after.bytes() >> 20);
    tellWrites("one alert written meanwhile", nanos);
  }

  private void writeOnACalmDay() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    tellWrites("one alert written", writeSingly(() -> System.nanoTime() > deadline));
  }

  /// One alert after another, with a pause; how long each took, sorted.
  private long[] writeSingly(BooleanSupplier over) throws InterruptedException {
    long[] nanos = new long[1_000_000];
    int writes = 0;
    while (!over.getAsBoolean() && writes < nanos.length) {
      List<SpooledAlert> one = made.next(1);
      long start = System.nanoTime();
      history.write("bench", alerts + writes, one);
      nanos[writes++] = System.nanoTime() - start;
      Thread.sleep(2);
    }
    long[] written = Arrays.copyOf(nanos, writes);
    Arrays.sort(written);
    return written;
  }

  private void tellWrites(String what, long[] nanos) {
    out.printf(
        "%-44s %10.2f ms median %10.2f ms p99 %10.2f ms worst   (%,d)%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        nanos.length);
  }
}
