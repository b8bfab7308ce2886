package io.ironpost.daemon.wire;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.collect.BatchSink;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lines that this program writes itself, what the kernel reports and what detectors find, on their
/// way to the pipeline.
///
/// Lines gather in one buffer while the one before is handed on: a quiet line waits for nobody, and
/// under load batches are large. When the buffer is full the writer waits; the kernel's ring is
/// what fills then, and counts what it cannot hold.
final class LineFeed {
  /// Thousands of usual lines: more than the reader of a ring makes while a batch is handed on.
  private static final int MAX_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 64 << 10;

  private final String source;
  private final BatchSink sink;
  private final Account account;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] gathering = new byte[FIRST_BYTES];
  private int filled;
  private long lines;
  private boolean ended;
  private long offset; // of the forwarding thread
  private long firstLine = 1;

  /// @param source what the lines are said to come from
  LineFeed(String source, BatchSink sink, Account account) {
    this.source = source;
    this.sink = sink;
    this.account = account;
  }

  /// Adds a line, without its line feed; waits while there is no room.
  void add(byte[] bytes, int length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (filled > 0 && filled + length + 1 > MAX_BYTES && !ended) {
        changed.await();
      }
      account.received(1);
      if (ended) {
        account.dropped(DropReason.STOPPED, 1);
        return;
      }
      append(bytes, length);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] bytes, int length) {
    int needed = filled + length + 1;
    if (needed > gathering.length) {
      gathering = Arrays.copyOf(gathering, Math.max(needed, 2 * gathering.length));
    }
    System.arraycopy(bytes, 0, gathering, filled, length);
    gathering[filled + length] = '\n';
    filled = needed;
    lines++;
  }

  /// Hands lines on until [#end]; to be called by one thread. When it ends otherwise, nobody waits
  /// for room any more, and what was still here is counted as lost.
  void forward() throws InterruptedException {
    try {
      handOnAll();
    } finally {
      abandon();
    }
  }

  private void abandon() {
    lock.lock();
    try {
      ended = true;
      account.dropped(DropReason.STOPPED, lines);
      filled = 0;
      lines = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void handOnAll() throws InterruptedException {
    while (true) {
      byte[] bytes;
      int length;
      long count;
      lock.lockInterruptibly();
      try {
        while (filled == 0 && !ended) {
          changed.await();
        }
        if (filled == 0) {
          return;
        }
        bytes = gathering;
        length = filled;
        count = lines;
        gathering = new byte[FIRST_BYTES];
        filled = 0;
        lines = 0;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      handOn(bytes, length, count);
    }
  }

  private void handOn(byte[] bytes, int length, long count) throws InterruptedException {
    boolean isOut = false;
    try {
      sink.accept(new Batch(source, bytes, length, offset, firstLine, Batch.Ack.NONE));
      isOut = true;
    } finally {
      if (isOut) {
        account.delivered(count);
      } else {
        account.dropped(DropReason.STOPPED, count);
      }
    }
    offset += length;
    firstLine += count;
  }

  /// No more lines; what was added is handed on.
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
