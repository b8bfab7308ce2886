package io.ironpost.logs.tail;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.collect.Newlines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// A collector that can be stopped and started at its positions, and what it handed on.
final class RunningTail implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// One line as it was handed on.
  record Line(String source, String text, long number, long offset) {}

  final Ledger ledger = new Ledger();
  private final String name;
  private final TailSettings settings;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> positions = new TreeMap<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean held;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private TailCollector collector;
  private Thread thread = new Thread(() -> {});

  RunningTail(TailSettings settings) {
    this("files", settings);
  }

  RunningTail(String name, TailSettings settings) {
    this.name = name;
    this.settings = settings;
    this.collector = collector();
  }

  /// Everything quick, so that tests are.
  static TailSettings quick(String... paths) {
    return TailSettings.following(List.of(paths))
        .from(TailSettings.From.BEGINNING)
        .looking(Duration.ofMillis(40), Duration.ofMillis(80))
        .closingAfter(Duration.ofMillis(400))
        .within(new CollectLimits(4096, 1024));
  }

  private TailCollector collector() {
    synchronized (lines) {
      return new TailCollector(name, settings, Map.copyOf(positions), ledger, this::take);
    }
  }

  RunningTail start() {
    collector = collector();
    TailCollector started = collector;
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                started.start();
              } catch (InterruptedException _) {
                // Asked for.
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    return this;
  }

  void stop() throws InterruptedException {
    collector.stop();
    if (!thread.join(PATIENCE)) {
      throw new AssertionError("did not stop");
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  /// As a crash would: in the middle of whatever it does.
  void interrupt() throws InterruptedException {
    thread.interrupt();
    stop();
  }

  /// Lets no batch through until [#letThrough].
  void hold() {
    gate = new CountDownLatch(1);
  }

  void letThrough() {
    gate.countDown();
  }

  /// Whether it waits with a batch in hand.
  boolean isHeld() {
    return held;
  }

  private void take(Batch batch) throws InterruptedException {
    held = gate.getCount() > 0;
    gate.await();
    held = false;
    synchronized (lines) {
      long number = batch.firstLine();
      int start = 0;
      while (start < batch.length()) {
        int end = Newlines.nextOrEnd(batch.bytes(), start, batch.length());
        String text = new String(batch.bytes(), start, end - start, StandardCharsets.UTF_8);
        lines.add(new Line(batch.source(), text, number++, batch.offset() + start));
        start = end + 1;
      }
      if (batch.position().value().isEmpty()) {
        positions.remove(batch.position().key());
      } else {
        positions.put(batch.position().key(), batch.position().value());
      }
    }
    Arrays.fill(batch.bytes(), (byte) '!');
    batch.done();
  }

  List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  List<String> texts() {
    return lines().stream().map(Line::text).toList();
  }

  Map<String, String> positions() {
    synchronized (lines) {
      return Map.copyOf(positions);
    }
  }

  /// Puts something into the checkpoint.
  void remember(String key, String value) {
    synchronized (lines) {
      positions.put(key, value);
    }
  }

  Health health() {
    return collector.health();
  }

  Balance books() {
    return ledger.stage(FileCollector.STAGE);
  }

  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0 || failure.get() != null) {
        throw new AssertionError(
            "waited for %s; have %d lines up to %s, health %s"
                .formatted(
                    what, texts().size(), texts().isEmpty() ? "" : texts().getLast(), health()),
            failure.get());
      }
      Thread.sleep(1);
    }
  }

  void awaitLines(String... texts) throws InterruptedException {
    await(Arrays.toString(texts), () -> texts().size() >= texts.length);
    if (!texts().equals(List.of(texts))) {
      throw new AssertionError("wanted %s, have %s".formatted(Arrays.toString(texts), texts()));
    }
  }

  @Override
  public void close() {
    letThrough();
    try {
      stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
