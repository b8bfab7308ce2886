package io.ironpost.daemon.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// What changes the running program goes one at a time: its start, each reload, its end. The end
/// breaks off what it finds at work, since a reload may wait for a full disk as long as that is
/// full.
final class Changes {
  /// Something that must not meet another of its kind.
  @FunctionalInterface
  interface Change<T> {
    T make() throws InterruptedException;
  }

  private final ReentrantLock turn = new ReentrantLock();
  private Optional<Thread> atWork = Optional.empty(); // guarded by this
  private boolean ending; // guarded by this

  /// Makes a change when those before it are made.
  ///
  /// @throws InterruptedException also when the program comes to its end
  <T> T make(Change<T> change) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      begin();
      return change.make();
    } finally {
      done();
      turn.unlock();
    }
  }

  private synchronized void begin() throws InterruptedException {
    if (ending) {
      throw new InterruptedException("the program is stopping");
    }
    atWork = Optional.of(Thread.currentThread());
  }

  private synchronized void done() {
    atWork = Optional.empty();
  }

  /// Lets none begin any more and breaks off the one at work.
  ///
  /// @param most how long to wait for that one
  /// @return false when it is at work still
  boolean end(Duration most) throws InterruptedException {
    synchronized (this) {
      ending = true;
      atWork.ifPresent(Thread::interrupt);
    }
    if (!turn.tryLock(most.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    turn.unlock();
    return true;
  }
}
