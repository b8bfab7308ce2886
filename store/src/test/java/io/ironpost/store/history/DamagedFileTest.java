package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ironpost.core.module.Health;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to a file that breaks, and on a disk that fills.
class DamagedFileTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("history.db");
  }

  private History open() {
    return new History(new HistoryPlace.SqliteFile(file), InstantSource.fixed(Samples.NOON));
  }

  private static List<SpooledAlert> alerts(int from, int to) {
    return IntStream.range(from, to).mapToObj(Samples::alert).map(Samples::spooled).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_that_is_no_database_is_put_aside_and_a_new_one_begun() throws IOException {
    Files.writeString(file, "this was never a database\n".repeat(500));
    try (History history = open()) {
      assertThatThrownBy(() -> history.cursor("spool"))
          .isInstanceOfSatisfying(
              HistoryException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DAMAGED))
          .hasMessageContaining("put aside as");

      assertThat(history.cursor("spool")).isZero();
      history.write("spool", 1, alerts(0, 1));
      assertThat(history.stats().alerts()).isEqualTo(1);
      assertThat(history.health()).isInstanceOf(Health.Degraded.class);
      assertThat(history.health().reason())
          .contains("was damaged; it is kept as", "history.db.corrupt-20260301T120000.000Z");
    }
    assertThat(files()).containsExactly("history.db", "history.db.corrupt-20260301T120000.000Z");
  }

  @Test
  void damage_found_while_running_is_told_and_writing_goes_on_in_a_new_file() throws IOException {
    try (History history = open()) {
      history.write("spool", 5_000, alerts(0, 5_000));
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[4_096];
      Arrays.fill(noise, (byte) 0xA5);
      for (long page = 1; page < raw.length() / noise.length; page++) {
        raw.seek(page * noise.length);
        raw.write(noise);
      }
    }
    try (History history = open()) {
      assertThatThrownBy(() -> history.write("spool", 5_001, alerts(5_000, 5_001)))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("damaged");
      assertThat(history.cursor("spool")).isZero();
      history.write("spool", 1, alerts(0, 1));
      assertThat(history.list(AlertQuery.builder().build())).hasSize(1);
    }
  }

  @Test
  void only_a_few_damaged_files_are_kept() throws IOException {
    for (int i = 1; i <= 5; i++) {
      Files.writeString(folder.resolve("history.db.corrupt-2026010" + i), "old");
    }
    Files.writeString(folder.resolve("history.db.corrupt-20260101-wal"), "old");
    Files.writeString(file, "no database".repeat(500));
    try (History history = open()) {
      assertThatThrownBy(history::prepare).isInstanceOf(HistoryException.class);
    }
    assertThat(files())
        .containsExactly(
            "history.db.corrupt-20260104",
            "history.db.corrupt-20260105",
            "history.db.corrupt-20260301T120000.000Z");
  }

  @Test
  void the_file_is_its_owners_alone() throws IOException {
    try (History history = open()) {
      history.write("spool", 1, alerts(0, 1));
      for (String name : files()) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void a_folder_that_is_not_there_is_trouble_that_may_pass() {
    try (History history =
        new History(
            new HistoryPlace.SqliteFile(folder.resolve("none/history.db")),
            InstantSource.fixed(Samples.NOON))) {
      assertThatThrownBy(history::prepare)
          .isInstanceOfSatisfying(
              HistoryException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.UNREACHABLE));
      assertThat(history.health()).isInstanceOf(Health.Down.class);
    }
  }

  @Test
  void on_a_full_disk_a_batch_is_refused_whole_and_taken_when_there_is_room() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeThat(ran("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()))
        .as("a small file system can be mounted (needs root)")
        .isTrue();
    file = small.resolve("history.db");
    try (History history = open()) {
      history.write("spool", 10, alerts(0, 10));
      Path other = Files.write(small.resolve("other"), new byte[1 << 20]);

      assertThatThrownBy(() -> history.write("spool", 8_000, alerts(10, 8_000)))
          .isInstanceOfSatisfying(
              HistoryException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DISK_FULL));
      assertThat(history.health().reason()).contains("has no room left on its disk");
      assertThat(history.cursor("spool")).isEqualTo(10);
      assertThat(history.stats().alerts()).isEqualTo(10);

      Files.delete(other);
      history.write("spool", 500, alerts(10, 500));
      assertThat(history.stats().alerts()).isEqualTo(500);
      assertThat(history.health()).isEqualTo(new Health.Up());
    } finally {
      assertThat(ran("umount", small.toString())).isTrue();
    }
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // no such program
    }
  }
}
