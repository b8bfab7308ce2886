package io.ironpost.bench.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Writes numbered lines into logs that are rotated in every way, with the collector stopped,
/// interrupted and started meanwhile, and says which lines were lost or came twice.
///
///     RotationTorture [--seconds N] [--seed N]
///
/// Ends with 1 when a line was lost or doubled where none may be, or a loss was not counted.
public final class RotationTorture {
  private static final int DEFAULT_SECONDS = 10;

  private RotationTorture() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Duration time = Duration.ofSeconds(option(words, "--seconds", DEFAULT_SECONDS));
    long seed = option(words, "--seed", 1);
    boolean good = true;
    System.out.printf(
        "%-24s %-9s %9s %10s %8s %8s %9s %6s %7s %8s%n",
        "scenario",
        "stopped",
        "rotations",
        "same inode",
        "restarts",
        "lines",
        "received",
        "lost",
        "doubled",
        "counted");
    for (Scenario scenario : Scenario.values()) {
      for (Round.Restarts restarts : Round.Restarts.values()) {
        good &= run(scenario, restarts, time, seed);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean run(Scenario scenario, Round.Restarts restarts, Duration time, long seed)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("rotation");
    try {
      Round.Result result =
          new Round(scenario, restarts, folder.resolve("app.log"), seed).run(time);
      System.out.printf(
          "%-24s %-9s %9d %10d %8d %8d %9d %6d %7d %8d  %s%n",
          scenario.words(),
          restarts.words(),
          result.rotations(),
          result.sameInode(),
          result.restarts(),
          result.written(),
          result.received(),
          result.lost(),
          result.doubled(),
          result.counted(),
          result.isGood() ? "ok" : "WRONG");
      return result.isGood();
    } finally {
      delete(folder);
    }
  }

  private static long option(String[] words, String name, long otherwise) {
    int at = List.of(words).indexOf(name);
    return at < 0 || at + 1 >= words.length ? otherwise : Long.parseLong(words[at + 1]);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
