package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` of a program that writes, at random moments, again and again.
class KillTest {
  /// `IRONPOST_KILLS` asks for more: each takes about a second.
  private static final int KILLS =
      Integer.parseInt(System.getenv().getOrDefault("IRONPOST_KILLS", "2"));

  private static final int MOST_MILLIS = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void rows_and_cursor_agree_exactly_after_each_kill(Engine engine) throws Exception {
    HistoryPlace place = engine.fresh(folder);
    Random random = new Random(7);
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long cursor = afterKill(place, random);
      assertThat(cursor).isGreaterThanOrEqualTo(before);
      before = cursor;
    }
    assertThat(before).as("something was written between the kills").isPositive();
  }

  private static long afterKill(HistoryPlace place, Random random) throws Exception {
    Process writer = new ProcessBuilder(command(place, random.nextInt(1_000))).start();
    try (BufferedReader said = writer.inputReader()) {
      assertThat(said.readLine()).startsWith("from ");
      Thread.sleep(20 + random.nextInt(MOST_MILLIS)); // the moment is the point
    } finally {
      writer.destroyForcibly().waitFor();
    }
    try (History history = new History(place, InstantSource.fixed(Samples.NOON))) {
      long cursor = history.cursor("spool");
      assertThat(history.stats().alerts()).isEqualTo(cursor);
      if (cursor > 0) {
        assertThat(history.find("alert-" + cursor).orElseThrow().evidence()).hasSize(1);
        assertThat(history.byEntity("user", Instant.MIN, 1).getFirst().alerts()).isEqualTo(cursor);
      }
      assertThat(history.find("alert-" + (cursor + 1))).isEmpty();
      return cursor;
    }
  }

  private static List<String> command(HistoryPlace place, int seed) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                Integer.toString(seed)));
    switch (place) {
      case HistoryPlace.SqliteFile(var file) -> command.add(file.toString());
      case HistoryPlace.Postgres postgres -> {
        command.add(Integer.toString(Engine.server().getPort()));
        command.add(postgres.parameters().getOrDefault("currentSchema", ""));
      }
    }
    return command;
  }
}
