package io.ironpost.logs.network;

import io.ironpost.core.event.Batch;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.Newlines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// A next stage that keeps what it is given, and takes nothing while it is shut.
public final class Gathered implements BatchSink {
  private final List<Batch> batches = new ArrayList<>();
  private final AtomicLong lines = new AtomicLong();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public void accept(Batch batch) throws InterruptedException {
    gate.await();
    synchronized (batches) {
      batches.add(batch);
    }
    lines.addAndGet(Newlines.count(batch.bytes(), 0, batch.length()));
    batch.done();
  }

  public void shut() {
    gate = new CountDownLatch(1);
  }

  public void open() {
    gate.countDown();
  }

  public long count() {
    return lines.get();
  }

  public List<Batch> batches() {
    synchronized (batches) {
      return List.copyOf(batches);
    }
  }

  public List<String> lines() {
    return batches().stream().flatMap(batch -> Arrays.stream(text(batch).split("\n"))).toList();
  }

  public TreeSet<String> sources() {
    TreeSet<String> sources = new TreeSet<>();
    batches().forEach(batch -> sources.add(batch.source()));
    return sources;
  }

  private static String text(Batch batch) {
    return new String(batch.bytes(), 0, batch.length(), StandardCharsets.UTF_8);
  }
}
