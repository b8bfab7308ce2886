package io.ironpost.alerts.deliver;

import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A spool of a list, for tests of those who read; tests may add from other threads.
final class ListReader implements SpoolReader {
  private final List<byte[]> payloads = new ArrayList<>();
  private int next;
  private long acknowledged;

  synchronized void add(byte[] payload) {
    payloads.add(payload);
    notifyAll();
  }

  @Override
  public synchronized List<SpoolEntry> next(int maxEntries, Duration most)
      throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    while (next == payloads.size()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return List.of();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    List<SpoolEntry> entries = new ArrayList<>();
    while (next < payloads.size() && entries.size() < maxEntries) {
      byte[] payload = payloads.get(next++);
      entries.add(new SpoolEntry(next, payload));
    }
    return entries;
  }

  @Override
  public synchronized void acknowledge(long sequence) {
    if (sequence <= acknowledged || sequence > next) {
      throw new IllegalArgumentException(sequence + " after " + acknowledged);
    }
    acknowledged = sequence;
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  @Override
  public synchronized void rewind() {
    next = (int) acknowledged;
  }

  @Override
  public synchronized long backlog() {
    return payloads.size() - acknowledged;
  }

  @Override
  public long lost() {
    return 0;
  }

  @Override
  public void close() {}
}
