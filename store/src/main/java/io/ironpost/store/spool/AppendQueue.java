package io.ironpost.store.spool;

import io.ironpost.core.spool.SpoolEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where those who append, the writer, and those who wait for entries meet: sequences are given
/// here, and what is not durable yet is held here, within a bound.
///
/// While the disk is slow the next group gathers behind the one being synced, so the cost of a sync
/// is shared by all that came meanwhile, without a timer.
final class AppendQueue {
  private final Path folder;
  private final long maxPendingBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private List<SpoolEntry> pending = new ArrayList<>();
  private long pendingBytes;
  private long next;
  private long lastAtOpen;
  private boolean appended;
  private boolean woken;
  private boolean closing;
  private boolean ended;
  private @Nullable Throwable fault;
  private volatile long durable;

  /// @param last the last sequence given so far
  AppendQueue(Path folder, long maxPendingBytes, long last) {
    this.folder = folder;
    this.maxPendingBytes = maxPendingBytes;
    this.next = last + 1;
    this.lastAtOpen = last;
    this.durable = last;
  }

  long append(byte[] payload) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pendingBytes >= maxPendingBytes && !closing && !ended) {
        settled.await();
      }
      refuseWhenClosed();
      if (pending.isEmpty()) {
        work.signal();
      }
      pending.add(new SpoolEntry(next, payload));
      pendingBytes += RecordFormat.sizeOf(payload);
      appended = true;
      return next++;
    } finally {
      lock.unlock();
    }
  }

  private void refuseWhenClosed() {
    Throwable why = fault;
    if (why != null) {
      throw new SpoolClosedException(folder, why);
    }
    if (closing || ended) {
      throw new SpoolClosedException(folder);
    }
  }

  /// For the writer: what is to be written, waiting for it. Nothing when `nanos` have passed, when
  /// woken ([#wake]), or when closing.
  List<SpoolEntry> take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (pending.isEmpty() && !woken && !closing && left > 0) {
        left = work.awaitNanos(left);
      }
      woken = false;
      List<SpoolEntry> taken = pending;
      pending = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// For the writer, between tries: waits, but not once closing.
  void pause(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closing && left > 0) {
        left = work.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets the writer look around.
  void wake() {
    lock.lock();
    try {
      woken = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Entries up to `sequence` are durable; they had `bytes`.
  void settle(long sequence, long bytes) {
    lock.lock();
    try {
      durable = Math.max(durable, sequence);
      pendingBytes -= bytes;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until `sequence` is durable.
  void awaitDurable(long sequence) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (durable < sequence) {
        refuseWhenEnded();
        settled.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something after `sequence` is durable; false when `nanos` have passed.
  boolean awaitAfter(long sequence, long nanos) throws InterruptedException {
    if (durable > sequence) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (durable <= sequence && left > 0) {
        refuseWhenEnded();
        left = settled.awaitNanos(left);
      }
      return durable > sequence;
    } finally {
      lock.unlock();
    }
  }

  private void refuseWhenEnded() {
    if (ended) {
      closing = true;
      refuseWhenClosed();
    }
  }

  /// Where one who says to be done up to `sequence` is to begin. When that is beyond the end, the
  /// spool lost segments: new entries continue after it, so that he skips none of them; and when
  /// some were appended already, he begins before those.
  long placeFor(long sequence) {
    lock.lock();
    try {
      if (sequence <= lastAtOpen) {
        return sequence;
      }
      if (appended) {
        return lastAtOpen;
      }
      next = sequence + 1;
      lastAtOpen = sequence;
      durable = sequence;
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      work.signalAll();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The writer is gone: nobody is to wait for it.
  void end(@Nullable Throwable why) {
    lock.lock();
    try {
      ended = true;
      fault = why;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  long durable() {
    return durable;
  }

  /// The sequence given last.
  long last() {
    lock.lock();
    try {
      return next - 1;
    } finally {
      lock.unlock();
    }
  }

  long pendingBytes() {
    lock.lock();
    try {
      return pendingBytes;
    } finally {
      lock.unlock();
    }
  }
}
