package io.ironpost.logs.tail;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.CollectProblem;
import io.ironpost.logs.collect.Collected;
import io.ironpost.logs.collect.FileCollector;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Reads standard input until it ends, and hands on what is there whenever it would have to wait.
///
/// A read of a pipe or a terminal cannot be called back, and it may wait for ever. So it has a
/// thread of its own, which is left behind when the program ends; the module ends at once.
public final class StdinCollector implements Module {
  /// The source of its lines, as `cat` and `grep` call it.
  public static final String SOURCE = "-";

  private final InputStream in;
  private final CollectLimits limits;
  private final Ledger ledger;
  private final BatchSink sink;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile Health health = new Health.Up();

  public StdinCollector(InputStream in, CollectLimits limits, Ledger ledger, BatchSink sink) {
    this.in = in;
    this.limits = limits;
    this.ledger = ledger;
    this.sink = sink;
  }

  @Override
  public String name() {
    return "stdin";
  }

  @Override
  public void start() throws InterruptedException {
    Thread reader = Thread.ofVirtual().name("stdin-reader").start(this::read);
    try {
      over.await();
    } finally {
      stopping = true;
      reader.interrupt();
    }
    if (failure.get() instanceof RuntimeException cause) {
      throw cause;
    }
  }

  private void read() {
    try {
      Collected all =
          new FileCollector(limits, ledger)
              .read(
                  SOURCE,
                  in,
                  batch -> {
                    if (stopping) {
                      throw new InterruptedException();
                    }
                    sink.accept(batch);
                  });
      for (CollectProblem problem : all.problems()) {
        health = new Health.Degraded("standard input: " + problem.what());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure.set(e);
    } finally {
      over.countDown();
    }
  }

  /// Ends the module; a line that comes later is not read.
  @Override
  public void stop() {
    stopping = true;
    over.countDown();
  }

  @Override
  public Health health() {
    return health;
  }
}
