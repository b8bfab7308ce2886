package io.ironpost.daemon.run;

import io.ironpost.core.module.Module;
import io.ironpost.daemon.metrics.LatencyHistogram;
import io.ironpost.store.spool.Spool;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Measures how long it takes from reading a line until its alert is safe on disk.
final class DurabilityMeter implements Module {
  /// Alerts come in hundreds a second at most, folded as they are; what does not fit is not
  /// measured, and not waited for.
  private static final int MAX_WAITING = 1_024;

  private record Mark(long sequence, long readNanos) {}

  private final Spool spool;
  private final LatencyHistogram times;
  private final BlockingQueue<Mark> marks = new ArrayBlockingQueue<>(MAX_WAITING);
  private volatile boolean stopping;

  DurabilityMeter(Spool spool, LatencyHistogram times) {
    this.spool = spool;
    this.times = times;
  }

  /// @param readNanos when the oldest line of the batch was handed in, as [System#nanoTime]
  /// @param sequence of the last alert that came of it
  void told(long sequence, long readNanos) {
    boolean _ = marks.offer(new Mark(sequence, readNanos));
  }

  @Override
  public String name() {
    return "durability_meter";
  }

  @Override
  public void start() throws InterruptedException {
    while (!stopping) {
      Mark mark = marks.poll(200, TimeUnit.MILLISECONDS);
      if (mark != null) {
        spool.awaitDurable(mark.sequence);
        times.record(System.nanoTime() - mark.readNanos);
      }
    }
  }

  @Override
  public void stop() {
    stopping = true;
  }
}
