package io.ironpost.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real process, killed with SIGKILL at any moment, again and again on one folder.
@Timeout(600)
final class SpoolKillTest {
  private static final int ROUNDS = Integer.getInteger("ironpost.kill.rounds", 6);

  @TempDir private Path folder;

  @Test
  void what_a_killed_process_said_to_be_durable_is_there_once_and_in_order() throws Exception {
    Random random = new Random();
    long last = 0;
    for (int round = 0; round < ROUNDS; round++) {
      last = check(Math.max(last, runAndKill(random.nextInt(150))));
    }
    assertThat(last).isGreaterThan(ROUNDS);
  }

  /// What it said last.
  private long runAndKill(int afterMillis) throws IOException, InterruptedException {
    Process process = started();
    long told = -1;
    try (DataInputStream said = new DataInputStream(process.getInputStream())) {
      told = said.readLong();
      if (afterMillis % 4 == 0) {
        assertThatThrownBy(
                () -> Spool.open(folder, AppendingProcess.SETTINGS, new Random()).close())
            .isInstanceOf(SpoolRefusedException.class)
            .hasMessageContaining("process " + process.pid());
      }
      long end = System.nanoTime() + Duration.ofMillis(afterMillis).toNanos();
      while (System.nanoTime() < end) {
        told = said.readLong();
      }
      process.toHandle().destroyForcibly(); // SIGKILL; the pipe stays open for what is still in it
      while (true) {
        told = said.readLong();
      }
    } catch (EOFException _) {
      assertThat(process.waitFor()).isEqualTo(128 + 9);
      return told;
    }
  }

  private Process started() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            folder.toString());
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  /// Returns the last sequence found.
  private long check(long told) throws IOException, InterruptedException {
    try (Spool spool = Spool.open(folder, AppendingProcess.SETTINGS, new Random());
        SpoolReader reader = spool.reader("sink", Spool.From.BEGINNING)) {
      assertThat(spool.durable()).isGreaterThanOrEqualTo(told);
      assertThat(spool.found()).allMatch(d -> d.kind() == SpoolDamage.Kind.TORN_TAIL);
      long[] expected = {1};
      long missing =
          spool.replay(
              1,
              entry -> {
                assertThat(entry.sequence()).isEqualTo(expected[0]++);
                assertThat(AppendingProcess.isPayloadOf(entry.sequence(), entry.payload()))
                    .isTrue();
              });
      assertThat(missing).isZero();
      assertThat(expected[0] - 1).isEqualTo(spool.durable());
      long done = spool.durable() - reader.backlog();
      assertThat(reader.next(1, Duration.ZERO))
          .extracting(SpoolEntry::sequence)
          .allMatch(first -> first == done + 1);
      return spool.durable();
    }
  }
}
