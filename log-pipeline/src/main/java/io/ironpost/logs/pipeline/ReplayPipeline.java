package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.Newlines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/// Runs recorded logs through the parsers and the judge.
///
/// The caller's thread reads and settles; workers parse and match. Batches are settled in the order
/// they were read, so the findings are the same however many workers there are. Sources whose
/// events span lines are parsed on the caller's thread, in order.
public final class ReplayPipeline implements BatchSink, AutoCloseable {
  /// Lines looked at to learn whether a source needs its lines in order.
  private static final int PROBE_LINES = 50;

  private final ReplaySettings settings;
  private final ParserSource parsers;
  private final Judge judge;
  private final Supplier<EventRecord> records;
  private final ReplayProgress progress;
  private final BlockingQueue<ReplayTask> tasks;
  private final ArrayDeque<ReplayTask> inFlight = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Lane ordered;
  private final Tally tally = new Tally();
  private String source = "";
  private boolean sourceIsOrdered;
  private BatchHeads heads = new BatchHeads();

  public ReplayPipeline(
      ReplaySettings settings,
      ParserSource parsers,
      Judge judge,
      Supplier<EventRecord> records,
      ReplayProgress progress) {
    this.settings = settings;
    this.parsers = parsers;
    this.judge = judge;
    this.records = records;
    this.progress = progress;
    this.tasks = new ArrayBlockingQueue<>(settings.batchesInFlight() + 1);
    this.ordered = newLane();
  }

  private Lane newLane() {
    return new Lane(parsers, records.get(), judge.inspector());
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    if (!batch.source().equals(source)) {
      finishSource();
      judge.beginSource();
      source = batch.source();
      heads = new BatchHeads();
      sourceIsOrdered = needsOrder(batch);
    }
    if (sourceIsOrdered) {
      settle(batch, ordered.process(batch));
    } else {
      startWorkers();
      ReplayTask task = new ReplayTask(batch, heads);
      inFlight.add(task);
      tasks.put(task);
      settleFinished();
    }
  }

  private boolean needsOrder(Batch batch) {
    LogParser probe = parsers.parserFor(batch.source());
    EventRecord record = records.get();
    int start = 0;
    for (int i = 0; i < PROBE_LINES && start < batch.length(); i++) {
      int end = Newlines.nextOrEnd(batch.bytes(), start, batch.length());
      record.begin(batch.bytes(), start, end, i + 1L);
      tryParse(probe, record);
      start = end + 1;
    }
    return probe.isStateful();
  }

  private static void tryParse(LogParser probe, EventRecord record) {
    try {
      probe.parse(record);
    } catch (RuntimeException | StackOverflowError _) {
      // the lane meets the same line again, and counts it
    }
  }

  private void startWorkers() {
    while (workers.size() < settings.workers()) {
      workers.add(
          Thread.ofPlatform()
              .name("worker-" + workers.size())
              .daemon()
              .start(new ReplayWorker(tasks, newLane())));
    }
  }

  /// Settles what is finished, and waits when too much is under way.
  private void settleFinished() throws InterruptedException {
    while (!inFlight.isEmpty()
        && (inFlight.size() >= settings.batchesInFlight() || inFlight.getFirst().isFinished())) {
      settleOldest();
    }
  }

  private void settleOldest() throws InterruptedException {
    ReplayTask oldest = inFlight.removeFirst();
    settle(oldest.batch(), oldest.await());
  }

  private void settle(Batch batch, Lane.Result result) {
    judge.settle(result.verdicts());
    tally.add(result.tally());
    batch.done();
    progress.at(tally.bytes(), tally.lines());
  }

  private void finishSource() throws InterruptedException {
    while (!inFlight.isEmpty()) {
      settleOldest();
    }
    if (sourceIsOrdered) {
      Lane.Result rest = ordered.finish();
      judge.settle(rest.verdicts());
      tally.add(rest.tally());
    }
  }

  /// Waits until everything handed in is settled, and tells what became of it.
  public Tally finish() throws InterruptedException {
    finishSource();
    sourceIsOrdered = false;
    source = "";
    return tally;
  }

  /// Stops the workers.
  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }
}
