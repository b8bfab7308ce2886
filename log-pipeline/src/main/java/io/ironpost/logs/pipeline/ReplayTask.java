package io.ironpost.logs.pipeline;

import io.ironpost.core.event.Batch;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A batch on its way through a worker, back to the thread that settles.
final class ReplayTask {
  private final Batch batch;
  private final BatchHeads heads;
  private final int number;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile Lane.@Nullable Result result;
  private volatile @Nullable Throwable failure;

  ReplayTask(Batch batch, BatchHeads heads) {
    this.batch = batch;
    this.heads = heads;
    this.number = heads.add(batch);
  }

  void run(Lane lane) {
    try {
      result = lane.processAlone(batch, heads, number);
    } catch (Throwable e) { // an Error must reach the thread that waits, or it waits for ever
      failure = e;
      throw e;
    } finally {
      finished.countDown();
    }
  }

  boolean isFinished() {
    return finished.getCount() == 0;
  }

  Batch batch() {
    return batch;
  }

  /// Waits for the worker.
  ///
  /// @throws IllegalStateException when the worker died, with its reason as cause
  Lane.Result await() throws InterruptedException {
    finished.await();
    Lane.Result done = result;
    if (done == null) {
      throw new IllegalStateException("a worker failed on " + batch.source(), failure);
    }
    return done;
  }
}
