package io.ironpost.response;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A spool in memory with one durable place. Entries become readable when the test says so.
final class FakeSpool {
  private final List<AlertUpdate> entries = new ArrayList<>();
  private int durable;
  private long acknowledged;
  boolean isHeld;

  synchronized long append(AlertUpdate update) {
    entries.add(update);
    if (!isHeld) {
      durable = entries.size();
      notifyAll();
    }
    return entries.size();
  }

  synchronized void release() {
    isHeld = false;
    durable = entries.size();
    notifyAll();
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized long size() {
    return entries.size();
  }

  AlertUpdate decode(byte[] payload) {
    int at = Integer.parseInt(new String(payload, StandardCharsets.US_ASCII));
    synchronized (this) {
      return entries.get(at);
    }
  }

  SpoolReader reader() {
    return new Reader();
  }

  private final class Reader implements SpoolReader {
    private long position = acknowledged();

    @Override
    public List<SpoolEntry> next(int maxEntries, Duration most) throws InterruptedException {
      synchronized (FakeSpool.this) {
        if (position >= durable && most.isPositive()) {
          FakeSpool.this.wait(Math.min(20, most.toMillis()));
        }
        List<SpoolEntry> read = new ArrayList<>();
        while (position < durable && read.size() < maxEntries) {
          byte[] payload = Long.toString(position).getBytes(StandardCharsets.US_ASCII);
          read.add(new SpoolEntry(++position, payload));
        }
        return read;
      }
    }

    @Override
    public void acknowledge(long sequence) {
      synchronized (FakeSpool.this) {
        acknowledged = Math.max(acknowledged, sequence);
      }
    }

    @Override
    public void rewind() {
      position = acknowledged();
    }

    @Override
    public long backlog() {
      return size() - acknowledged();
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
