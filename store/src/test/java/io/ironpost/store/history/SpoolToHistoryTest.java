package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.store.spool.Spool;
import io.ironpost.store.spool.SpoolSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real spool in front of a real file.
class SpoolToHistoryTest {
  @TempDir Path folder;

  private Spool spool() throws Exception {
    return Spool.open(folder.resolve("spool"), SpoolSettings.defaults(), new Random(1));
  }

  private History history() {
    return new History(
        new HistoryPlace.SqliteFile(folder.resolve("history.db")),
        InstantSource.fixed(Samples.NOON));
  }

  private static void append(Spool spool, int from, int to) throws InterruptedException {
    long last = 0;
    for (int n = from; n < to; n++) {
      last = spool.append(Integer.toString(n).getBytes(StandardCharsets.UTF_8));
    }
    spool.awaitDurable(last);
  }

  private static void drain(Spool spool, History history) throws InterruptedException {
    HistoryWriter writer =
        new HistoryWriter(
            history,
            "history",
            after -> spool.readerFrom("history", after),
            payload ->
                Samples.alert(Integer.parseInt(new String(payload, StandardCharsets.UTF_8)))
                    .update(),
            new Ledger().account("history", "spool"));
    writer.stop();
    writer.start();
  }

  @Test
  void entries_go_over_once_also_after_a_restart_of_both() throws Exception {
    try (Spool spool = spool();
        History history = history()) {
      append(spool, 0, 2_500);
      drain(spool, history);
      assertThat(history.stats().alerts()).isEqualTo(2_500);
      append(spool, 2_500, 2_600);
    }
    try (Spool spool = spool();
        History history = history()) {
      drain(spool, history);
      assertThat(history.stats().alerts()).isEqualTo(2_600);
      assertThat(history.cursor("history")).isEqualTo(spool.last());
    }
  }

  @Test
  void a_history_that_was_damaged_is_filled_again_with_what_the_spool_still_has() throws Exception {
    try (Spool spool = spool()) {
      append(spool, 0, 100);
      try (History history = history()) {
        drain(spool, history);
      }
      Files.writeString(folder.resolve("history.db"), "scribbled over".repeat(1_000));
      try (History history = history()) {
        assertThatThrownBy(() -> drain(spool, history)).hasMessageContaining("put aside");
        drain(spool, history);
        assertThat(history.stats().alerts()).isEqualTo(100);
      }
    }
  }
}
