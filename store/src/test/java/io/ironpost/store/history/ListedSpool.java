package io.ironpost.store.history;

import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A spool in memory, for one thread that writes and one that reads.
final class ListedSpool {
  private final List<SpoolEntry> entries = new ArrayList<>();
  private long acknowledged;
  private int opened;

  synchronized void append(byte[] payload) {
    entries.add(new SpoolEntry(entries.size() + 1L, payload));
    notifyAll();
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized int opened() {
    return opened;
  }

  synchronized SpoolReader after(long sequence) {
    opened++;
    long from = sequence > entries.size() ? 0 : sequence;
    return new Reader(from);
  }

  private final class Reader implements SpoolReader {
    private long read;

    Reader(long from) {
      read = from;
    }

    @Override
    public List<SpoolEntry> next(int maxEntries, Duration most) throws InterruptedException {
      synchronized (ListedSpool.this) {
        if (read == entries.size() && most.isPositive()) {
          ListedSpool.this.wait(most.toMillis());
        }
        int end = (int) Math.min(entries.size(), read + maxEntries);
        List<SpoolEntry> next = List.copyOf(entries.subList((int) read, end));
        read = end;
        return next;
      }
    }

    @Override
    public void acknowledge(long sequence) {
      synchronized (ListedSpool.this) {
        acknowledged = sequence;
        ListedSpool.this.notifyAll();
      }
    }

    @Override
    public void rewind() {
      throw new UnsupportedOperationException("the writer opens the spool anew");
    }

    @Override
    public long backlog() {
      synchronized (ListedSpool.this) {
        return entries.size() - Math.max(read, acknowledged);
      }
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
