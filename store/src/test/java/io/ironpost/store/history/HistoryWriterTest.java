package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class HistoryWriterTest {
  private final Engine engine;
  @TempDir Path folder;

  private final ListedSpool spool = new ListedSpool();
  private final Account account = new Ledger().account("history", "spool");
  private HistoryPlace place;
  private History history;

  HistoryWriterTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    place = engine.fresh(folder);
    Database database =
        place instanceof HistoryPlace.SqliteFile(var file)
            ? new SqliteDatabase(file, Duration.ofMillis(50))
            : Database.of(place);
    history = new History(database, InstantSource.fixed(Samples.NOON));
  }

  @AfterEach
  void close() {
    history.close();
  }

  /// `5` is alert 5, anything that is no number cannot be read.
  private static AlertUpdate decode(byte[] payload) {
    return Samples.alert(Integer.parseInt(new String(payload, StandardCharsets.UTF_8))).update();
  }

  private void append(String... payloads) {
    for (String payload : payloads) {
      spool.append(payload.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Writes what the spool has and ends.
  private void drain() throws InterruptedException {
    HistoryWriter writer = writer();
    writer.stop();
    writer.start();
  }

  private HistoryWriter writer() {
    return new HistoryWriter(history, "spool", spool::after, HistoryWriterTest::decode, account);
  }

  @Test
  void what_the_spool_has_is_kept_and_acknowledged() throws InterruptedException {
    append(IntStream.rangeClosed(1, 2_500).mapToObj(Integer::toString).toArray(String[]::new));

    drain();

    assertThat(history.stats().alerts()).isEqualTo(2_500);
    assertThat(history.cursor("spool")).isEqualTo(2_500);
    assertThat(spool.acknowledged()).isEqualTo(2_500);
    assertThat(account.balance().delivered()).isEqualTo(2_500);
    assertThat(account.balance().inFlight()).isZero();
    assertThat(history.find("alert-7").orElseThrow().alert().document()).isEqualTo("7");
  }

  @Test
  void it_goes_on_after_the_cursor() throws InterruptedException {
    append("1", "2", "3");
    drain();
    append("4");

    drain();

    assertThat(account.balance().received()).isEqualTo(4);
    assertThat(history.stats().alerts()).isEqualTo(4);
  }

  @Test
  void a_spool_that_was_begun_anew_is_read_from_its_beginning() throws InterruptedException {
    history.write("spool", 1_000, java.util.List.of());
    append("1", "2");

    drain();

    assertThat(history.stats().alerts()).isEqualTo(2);
    assertThat(history.cursor("spool")).isEqualTo(2);
  }

  @Test
  void an_entry_that_cannot_be_read_is_counted_and_passed_over() throws InterruptedException {
    append("1", "no alert", "2", "none either");

    drain();

    assertThat(history.stats().alerts()).isEqualTo(2);
    assertThat(spool.acknowledged()).isEqualTo(4);
    assertThat(account.balance().dropped(DropReason.UNSTORABLE)).isEqualTo(2);
    assertThat(account.balance().inFlight()).isZero();
  }

  @Test
  void an_alert_that_the_database_refuses_takes_no_other_with_it() throws Exception {
    history.prepare();
    switch (engine) {
      case SQLITE ->
          Engine.run(
              place,
              "CREATE TRIGGER no BEFORE INSERT ON alerts WHEN new.id IN ('alert-5', 'alert-90')"
                  + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
      case POSTGRESQL ->
          Engine.run(place, "ALTER TABLE alerts ADD CHECK (id NOT IN ('alert-5', 'alert-90'))");
    }
    append(IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toArray(String[]::new));

    drain();

    assertThat(history.stats().alerts()).isEqualTo(98);
    assertThat(history.find("alert-5")).isEmpty();
    assertThat(history.cursor("spool")).isEqualTo(100);
    assertThat(account.balance().dropped(DropReason.UNSTORABLE)).isEqualTo(2);
    assertThat(account.balance().delivered()).isEqualTo(98);
    assertThat(history.health()).isEqualTo(new Health.Up());
  }

  @Test
  void while_the_database_is_taken_away_nothing_is_acknowledged_or_lost() throws Exception {
    append("1");
    drain();
    append("2");
    try (Connection other = Engine.beside(place);
        Statement statement = other.createStatement()) {
      switch (engine) {
        case SQLITE -> statement.execute("BEGIN IMMEDIATE");
        case POSTGRESQL -> terminateAllBut(statement);
      }
      assertThatThrownBy(this::drain).isInstanceOf(HistoryException.class);
    }
    assertThat(spool.acknowledged()).isEqualTo(1);
    assertThat(history.health()).isInstanceOf(Health.Down.class);
    assertThat(history.health().reason())
        .contains(engine == Engine.SQLITE ? "locked by another program" : "cannot be reached");

    drain();

    assertThat(history.stats().alerts()).isEqualTo(2);
    assertThat(spool.acknowledged()).isEqualTo(2);
    assertThat(account.balance().inFlight()).isZero();
    assertThat(history.health()).isEqualTo(new Health.Up());
  }

  private static void terminateAllBut(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                + " WHERE application_name = 'ironpost'")) {
      while (rows.next()) {
        assertThat(rows.getBoolean(1)).isTrue();
      }
    }
  }

  @Test
  void alerts_are_kept_as_they_come_and_a_stop_ends_it_in_good_order() throws Exception {
    HistoryWriter writer = writer();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                writer.start();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    append("1");
    awaitAcknowledged(1);
    append("2", "3");
    awaitAcknowledged(3);
    writer.stop();
    thread.join(Duration.ofSeconds(10));

    assertThat(thread.isAlive()).isFalse();
    assertThat(history.stats().alerts()).isEqualTo(3);
  }

  private void awaitAcknowledged(long sequence) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    synchronized (spool) {
      while (spool.acknowledged() < sequence && System.nanoTime() < deadline) {
        spool.wait(100);
      }
    }
    assertThat(spool.acknowledged()).isEqualTo(sequence);
  }
}
