package io.ironpost.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.logs.tail.TailSettings.Watching;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbered lines are written while the log is rotated, and the collector stopped, interrupted and
/// started, all at random: each line must come exactly once. `bench/rotate` does the same for as
/// long as one likes.
class RotationTortureTest {
  private static final int LINES = 3_000;

  @TempDir Path directory;

  enum Way {
    RENAME {
      @Override
      void rotate(Path log, int number) throws IOException {
        Files.move(log, log.resolveSibling(log.getFileName() + "." + number));
        Files.createFile(log);
      }
    },
    COPY_TRUNCATE {
      @Override
      void rotate(Path log, int number) throws IOException {
        Path copy = log.resolveSibling(log.getFileName() + "." + number);
        Files.copy(log, copy);
        FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
      }
    };

    abstract void rotate(Path log, int number) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({
    "RENAME, 1, KERNEL",
    "RENAME, 2, POLL",
    "COPY_TRUNCATE, 3, KERNEL",
    "COPY_TRUNCATE, 4, POLL"
  })
  void every_line_comes_once(Way way, long seed, Watching watching) throws Exception {
    Random random = new Random(seed);
    Path log = directory.resolve("app.log");
    TailSettings settings = RunningTail.quick(log.toString()).watching(watching);
    try (RunningTail tail = new RunningTail(settings).start()) {
      int rotation = 0;
      int written = 1;
      int generation = 0; // the first line of what is in the log now
      append(log, 0, 1);
      tail.await("the first", () -> !tail.texts().isEmpty());
      while (written < LINES) {
        int burst = 1 + random.nextInt(40);
        append(log, written, burst);
        written += burst;
        switch (random.nextInt(12)) {
          case 0, 1 -> {
            if (way == Way.COPY_TRUNCATE
                && generation < written) { // of a content that nobody looked at nothing is known
              int begun = generation;
              tail.await("the content", () -> tail.texts().contains(line(begun)));
            }
            way.rotate(log, ++rotation);
            generation = written;
          }
          case 2 -> {
            tail.stop();
            tail.start();
          }
          case 3 -> {
            tail.interrupt();
            tail.start();
          }
          default -> Thread.onSpinWait();
        }
      }
      int all = written;
      append(log, all, 1);
      tail.await("the last line", () -> tail.texts().contains(line(all)));
      assertThat(rotation).isPositive();
      assertThat(differences(tail.texts(), all + 1)).isEmpty();
    }
  }

  /// Runs of lines that came otherwise than once: `17..29 x0`.
  private static List<String> differences(List<String> texts, int written) {
    int[] times = new int[written];
    texts.forEach(text -> times[Integer.parseInt(text, 0, 7, 10)]++);
    List<String> runs = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= written; at++) {
      if (at == written || times[at] != times[start]) {
        if (times[start] != 1) {
          runs.add("%d..%d x%d".formatted(start, at - 1, times[start]));
        }
        start = at;
      }
    }
    return runs;
  }

  private static String line(int number) {
    return "%07d some words of a log line that is of a usual length".formatted(number);
  }

  private static void append(Path log, int from, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    IntStream.range(from, from + count).forEach(n -> text.append(line(n)).append('\n'));
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
