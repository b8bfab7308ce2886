package io.ironpost.logs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A live pipeline with a judge that remembers the lines it was shown, and parsers that do what
/// their lines say.
final class LiveScene implements AutoCloseable {
  static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final FieldNames names = new FieldNames();
  final Logsources logsources = new Logsources();
  final int message = names.idOf("message");
  final Ledger ledger = new Ledger();
  final Listener judge = new Listener();
  final AtomicInteger acknowledged = new AtomicInteger();
  final AtomicInteger handedIn = new AtomicInteger();
  final List<Map<String, String>> checkpoints = new CopyOnWriteArrayList<>();
  final List<List<String>> settledAtCheckpoint = new CopyOnWriteArrayList<>();
  final AtomicInteger ticks = new AtomicInteger();
  volatile String failure = "";
  final LivePipeline pipeline;
  private Thread runner = Thread.ofVirtual().unstarted(() -> {});

  LiveScene(LiveSettings settings) {
    pipeline =
        new LivePipeline(
            settings,
            source -> source.startsWith("pairs") ? new Pairs() : new WholeLine(),
            judge,
            () -> new EventRecord(names, logsources),
            ledger,
            new LiveHooks(this::checkpoint, ticks::incrementAndGet, (_, _) -> {}),
            Map.of("kept", "as it was"));
  }

  static LiveSettings settings(int workers) {
    return new LiveSettings(workers, 1 << 20, 4_096, 100, Duration.ofSeconds(5), SHORT, SHORT, 100);
  }

  private void checkpoint(Map<String, String> positions) {
    if (positions.containsKey("fatal")) {
      throw new AssertionError("a snapshot too large");
    }
    settledAtCheckpoint.add(judge.settled());
    checkpoints.add(positions);
  }

  LiveScene start() {
    runner =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pipeline.start();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } catch (IllegalStateException e) {
                failure = String.valueOf(e.getMessage());
              }
            });
    return this;
  }

  void stop() throws InterruptedException {
    pipeline.stop();
    runner.join();
  }

  void stopNow() throws InterruptedException {
    runner.interrupt();
    runner.join();
  }

  @Override
  public void close() {
    runner.interrupt();
  }

  Batch batch(String source, String text) {
    return batch(source, text, Batch.Position.NONE);
  }

  Batch batch(String source, String text, Batch.Position position) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    handedIn.incrementAndGet();
    return new Batch(source, bytes, bytes.length, 0, 1, acknowledged::incrementAndGet, position);
  }

  void awaitAll() {
    await(() -> acknowledged.get() == handedIn.get());
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      LockSupport.parkNanos(100_000);
    }
  }

  LogParser anyParser() {
    return new WholeLine();
  }

  Balance balance() {
    return ledger.stage(Lanes.STAGE);
  }

  /// Keeps the lines it is shown, in the order in which they are settled.
  static final class Listener implements Judge {
    private final List<String> settled = new ArrayList<>();
    final Semaphore mayInspect = new Semaphore(Integer.MAX_VALUE / 2);
    volatile int generation;
    volatile boolean isStuck;

    private record Seen(List<String> lines) implements Verdicts {}

    @Override
    public Inspector inspector() {
      int madeIn = generation;
      List<String> seen = new ArrayList<>();
      return new Inspector() {
        @Override
        public void inspect(EventRecord record) {
          mayInspect.acquireUninterruptibly();
          String line = record.text(0);
          if (line.startsWith("die")) {
            throw new AssertionError(line);
          }
          seen.add(record.source() + ":" + line + (madeIn == 0 ? "" : "@" + madeIn));
        }

        @Override
        public Verdicts take() {
          Seen taken = new Seen(List.copyOf(seen));
          seen.clear();
          return taken;
        }
      };
    }

    @Override
    public void settle(Verdicts verdicts) {
      List<String> lines = ((Seen) verdicts).lines();
      if (lines.stream().anyMatch(line -> line.contains("stuck"))) {
        stuckUntilInterrupted();
      }
      if (lines.stream().anyMatch(line -> line.contains("choke"))) {
        throw new IllegalStateException("choked");
      }
      synchronized (settled) {
        settled.addAll(lines);
      }
    }

    /// As a watcher does that waits for room on a full disk.
    private void stuckUntilInterrupted() {
      isStuck = true;
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while stuck", e);
      }
    }

    List<String> settled() {
      synchronized (settled) {
        return List.copyOf(settled);
      }
    }
  }

  /// The line is the message; `bad…` is malformed, `boom…` a fault of the program.
  private final class WholeLine implements LogParser {
    private boolean isUnsure;

    @Override
    public String format() {
      return "whole";
    }

    @Override
    public boolean holdsBack() {
      if (isUnsure) {
        throw new AssertionError("does not know");
      }
      return false;
    }

    @Override
    public Outcome parse(EventRecord record) {
      int start = record.lineStart();
      String line =
          new String(record.line(), start, record.lineEnd() - start, StandardCharsets.UTF_8);
      isUnsure = line.startsWith("unsure");
      if (line.startsWith("boom")) {
        throw new IllegalStateException(line);
      }
      record.add(message, start, record.lineEnd());
      return line.startsWith("bad") ? new Outcome.Malformed("is bad", 0) : Outcome.PARSED;
    }
  }

  /// Two lines are one event.
  private final class Pairs implements LogParser {
    private byte[] half = {};

    @Override
    public String format() {
      return "pairs";
    }

    @Override
    public boolean holdsBack() {
      return half.length > 0;
    }

    @Override
    public Outcome parse(EventRecord record) {
      byte[] line = Arrays.copyOfRange(record.line(), record.lineStart(), record.lineEnd());
      if (half.length == 0) {
        half = line;
        return Outcome.PENDING;
      }
      byte[] both = (text(half) + "+" + text(line)).getBytes(StandardCharsets.UTF_8);
      record.add(message, EventRecord.STRING, both, 0, both.length);
      half = new byte[0];
      return Outcome.PARSED;
    }

    @Override
    public Outcome flush(EventRecord record) {
      if (half.length == 0) {
        return Outcome.NOT_MINE;
      }
      record.begin(half, 0, half.length, 0);
      record.add(message, 0, half.length);
      half = new byte[0];
      return Outcome.PARSED;
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
