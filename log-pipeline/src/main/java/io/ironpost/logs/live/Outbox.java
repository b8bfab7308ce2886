package io.ironpost.logs.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What the workers found, on its way to the thread that settles, in the order in which they
/// finished: what one worker found stays in order, and so does each source.
final class Outbox {
  /// For each worker; matches of a batch take as much memory as the batch at worst, and workers
  /// that are further ahead are of no use.
  private static final int RESULTS_PER_WORKER = 2;

  private final int capacity;
  private final ArrayDeque<Result> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition something = lock.newCondition();
  private int working;

  Outbox(int workers) {
    this.capacity = workers * RESULTS_PER_WORKER;
  }

  void begin(int workers) {
    lock.lock();
    try {
      working = workers;
    } finally {
      lock.unlock();
    }
  }

  /// A worker has come to its end.
  void workerLeft() {
    lock.lock();
    try {
      working--;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void put(Result result) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() >= capacity) {
        room.await();
      }
      waiting.addLast(result);
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the thread that settles waits for something to do.
  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Whether there will be no more.
  boolean isOver() {
    lock.lock();
    try {
      return working == 0 && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// The next result; empty when none comes before the deadline ([System#nanoTime]) or no worker is
  /// left.
  Optional<Result> take(long deadlineNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = deadlineNanos - System.nanoTime();
      while (waiting.isEmpty() && working > 0 && wait > 0) {
        wait = something.awaitNanos(wait);
      }
      Optional<Result> next = Optional.ofNullable(waiting.pollFirst());
      room.signal();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Gives up what nobody took.
  List<Result> giveUp() {
    lock.lock();
    try {
      List<Result> left = new ArrayList<>(waiting);
      waiting.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
