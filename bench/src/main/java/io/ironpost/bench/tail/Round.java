package io.ironpost.bench.tail;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.tail.TailCollector;
import io.ironpost.logs.tail.TailSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// One log, written and rotated for some time, and the collector that follows it.
final class Round {
  /// Whether the collector ends meanwhile, and goes on from its last positions.
  enum Restarts {
    NO("none"),
    YES("at random");

    private final String words;

    Restarts(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// @param sameInode after how many rotations the log had the inode number it had before
  /// @param counted losses that the books have
  record Result(
      Scenario scenario,
      int rotations,
      int sameInode,
      int restarts,
      int written,
      long received,
      long lost,
      long doubled,
      long counted) {
    boolean isGood() {
      return lost == 0 && doubled == 0 && counted == 0;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_LINES_AT_ONCE = 200;

  private final Scenario scenario;
  private final Restarts restarts;
  private final Path log;
  private final Random random;
  private final Received received = new Received();
  private final Ledger ledger = new Ledger();
  private final TailSettings settings;

  private int written;
  private int generation;
  private int rotations;
  private int restarted;
  private int sameInode;
  private Running running;

  Round(Scenario scenario, Restarts restarts, Path log, long seed) {
    this.scenario = scenario;
    this.restarts = restarts;
    this.log = log;
    this.random = new Random(seed);
    this.settings =
        TailSettings.following(List.of(log.toString()))
            .from(TailSettings.From.BEGINNING)
            .closingAfter(Duration.ofSeconds(2));
    this.running = Running.start(settings, received, ledger);
  }

  Result run(Duration time) throws IOException, InterruptedException {
    write();
    await(written - 1);
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      write();
      int dice = random.nextInt(20);
      if (dice == 0) {
        rotate();
      } else if (dice == 1 && restarts == Restarts.YES) {
        restart();
      }
    }
    write();
    await(written - 1);
    running.stop(false);
    return result();
  }

  private void restart() throws IOException, InterruptedException {
    if (scenario.keepsAll()) {
      running.stop(random.nextBoolean());
      write();
      if (random.nextBoolean() && received.has(generation)) {
        rotateNow(); // while nobody looks, with lines that nobody read
      }
    } else {
      await(written - 1);
      running.stop(random.nextBoolean());
      rotateNow(); // the inode number is free now
    }
    running = Running.start(settings, received, ledger);
    restarted++;
  }

  /// A content that came and went unseen cannot be accounted for, so each is seen at least begun.
  private void rotate() throws IOException, InterruptedException {
    await(scenario.keepsAll() ? generation : written - 1);
    rotateNow();
  }

  private void rotateNow() throws IOException {
    Object before = Files.getAttribute(log, "unix:ino");
    scenario.rotate(log, ++rotations);
    sameInode += before.equals(Files.getAttribute(log, "unix:ino")) ? 1 : 0;
    generation = written;
    write();
  }

  private void write() throws IOException {
    int count = 1 + random.nextInt(MOST_LINES_AT_ONCE);
    StringBuilder text = new StringBuilder();
    for (int line = written; line < written + count; line++) {
      text.append("%010d some words of a log line of the usual length\n".formatted(line));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written += count;
  }

  private void await(int line) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!received.has(line) && System.nanoTime() - deadline < 0) {
      Thread.sleep(1);
    }
  }

  private Result result() {
    Balance books = ledger.stage(FileCollector.STAGE);
    long counted = books.droppedTotal() - books.dropped(DropReason.STOPPED);
    return new Result(
        scenario,
        rotations,
        sameInode,
        restarted,
        written,
        received.lines(),
        received.lost(written),
        received.doubled(),
        counted);
  }

  /// A started collector.
  private record Running(TailCollector collector, Thread thread) {
    static Running start(TailSettings settings, Received received, Ledger ledger) {
      TailCollector collector =
          new TailCollector("files", settings, received.positions(), ledger, received::take);
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  collector.start();
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      return new Running(collector, thread);
    }

    /// In good order, or as a crash would.
    void stop(boolean atOnce) throws InterruptedException {
      if (atOnce) {
        thread.interrupt();
      }
      collector.stop();
      thread.join();
    }
  }
}
