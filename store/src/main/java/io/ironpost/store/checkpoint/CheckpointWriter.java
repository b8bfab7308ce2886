package io.ironpost.store.checkpoint;

import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.store.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes checkpoints behind the pipeline's back: each once the spool entries it knows of are
/// durable, for a checkpoint that is ahead of the spool would leave alerts untold.
///
/// The latest wins: one still waiting when the next comes is not written. When the disk refuses,
/// the old checkpoint stays, which is sound, only older; [#health] says so and the next try is made
/// with the latest.
public final class CheckpointWriter implements Module {
  /// Between tries while the disk refuses; checkpoints come about this often.
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Checkpoints checkpoints;
  private final Spool spool;
  private final Consumer<Checkpoint> written;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Checkpoint pending;
  private boolean stopping;
  private long neededFrom;
  private volatile @Nullable String trouble;

  /// @param last the sequence of the checkpoint the program started from; 0 when there was none
  /// @param written told of each checkpoint once it is safe, on this module's thread
  public CheckpointWriter(
      Checkpoints checkpoints, Spool spool, long last, Consumer<Checkpoint> written) {
    this.checkpoints = checkpoints;
    this.spool = spool;
    this.written = written;
    this.neededFrom = last + 1;
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  /// Takes the latest checkpoint and returns at once; one not written yet is replaced.
  public void submit(Checkpoint checkpoint) {
    lock.lock();
    try {
      pending = checkpoint;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() throws InterruptedException {
    @Nullable Checkpoint next = take();
    while (next != null) {
      spool.awaitDurable(next.spoolSequence());
      if (!write(next) && !waitToRetry(next)) {
        return;
      }
      next = take();
    }
  }

  /// The latest one; null when stopping and there is none.
  private @Nullable Checkpoint take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pending == null && !stopping) {
        changed.await();
      }
      Checkpoint taken = pending;
      pending = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean write(Checkpoint checkpoint) {
    try {
      checkpoints.write(checkpoint);
    } catch (IOException | IllegalArgumentException e) {
      trouble =
          "no new checkpoint, a restart will read again what was read since the last: "
              + e.getMessage();
      return false;
    }
    trouble = null;
    // The one before is kept for when this one is found damaged: what it needs is kept with it.
    spool.retainFrom(neededFrom);
    neededFrom = checkpoint.spoolSequence() + 1;
    written.accept(checkpoint);
    return true;
  }

  /// Puts a refused one back, unless there is a later one, and waits; false when stopping.
  private boolean waitToRetry(Checkpoint refused) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      pending = pending == null ? refused : pending;
      long left = RETRY.toNanos();
      while (left > 0 && !stopping) {
        left = changed.awaitNanos(left);
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /// Writes the latest one, when there is one, and ends.
  @Override
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Health health() {
    String why = trouble;
    return why == null ? new Health.Up() : new Health.Degraded(why);
  }
}
