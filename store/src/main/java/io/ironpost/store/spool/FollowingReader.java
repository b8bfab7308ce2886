package io.ironpost.store.spool;

import io.ironpost.core.spool.SpoolEntry;
import io.ironpost.core.spool.SpoolReader;
import io.ironpost.store.spool.ReaderTable.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A reader that follows the spool while it is written.
///
/// What it lost is what it counts: the sequences between two entries it was given. So the count is
/// right whatever the reason, and nobody has to tell it.
final class FollowingReader implements SpoolReader {
  /// What one [#next] returns at most, whatever the number of entries: they are held in memory.
  private static final int MAX_BYTES = 4 << 20;

  /// Entries that were missing before `entry`; they are accounted once that one is acknowledged, as
  /// a restart before would find them missing again.
  private record Gap(long entry, long missing) {}

  private final String name;
  private final Spool spool;
  private final EntryStream stream;
  private final Deque<Gap> gaps = new ArrayDeque<>();
  private volatile Place place;
  private long given;
  private volatile long position;
  private volatile long lost;
  private volatile boolean closed;

  FollowingReader(String name, Place place, Spool spool, EntryStream stream) {
    this.name = name;
    this.spool = spool;
    this.stream = stream;
    this.place = place;
    this.position = place.acknowledged();
    this.lost = place.lost();
  }

  @Override
  public List<SpoolEntry> next(int maxEntries, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (true) {
      refuseWhenClosed();
      if (given <= place.acknowledged()) {
        acknowledge(position); // only missing ones since, and nobody can acknowledge those
      }
      if (!spool.awaitAfter(position, deadline - System.nanoTime())) {
        return List.of();
      }
      List<SpoolEntry> read = read(maxEntries);
      if (!read.isEmpty()) {
        given = read.getLast().sequence();
        return read;
      }
    }
  }

  /// What can be read without waiting. A failure after some entries is left to the next call, which
  /// meets it again: entries read and not returned would be skipped.
  private List<SpoolEntry> read(int maxEntries) throws InterruptedException {
    List<SpoolEntry> read = new ArrayList<>();
    try {
      fill(read, maxEntries);
    } catch (ClosedByInterruptException _) {
      closeStream(); // the interruption closed its file; it is opened again where it was
      if (read.isEmpty()) {
        Thread.interrupted();
        throw new InterruptedException("reader " + name + " was interrupted");
      }
    } catch (IOException e) {
      closeStream();
      if (read.isEmpty()) {
        throw new UncheckedIOException("reader %s cannot read: %s".formatted(name, e), e);
      }
    }
    return read;
  }

  private void fill(List<SpoolEntry> read, int maxEntries) throws IOException {
    int bytes = 0;
    while (read.size() < maxEntries && bytes < MAX_BYTES) {
      Optional<SpoolEntry> next = stream.next();
      countMissing();
      position = stream.position();
      if (next.isEmpty()) {
        return;
      }
      read.add(next.get());
      bytes += next.get().payload().length;
    }
  }

  private void closeStream() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void countMissing() {
    long missing = stream.takeMissing();
    if (missing > 0) {
      gaps.add(new Gap(stream.position(), missing));
      long before = lost; // written by this thread only
      lost = before + missing;
    }
  }

  @Override
  public void acknowledge(long sequence) {
    long done = Math.min(sequence, position);
    if (done <= place.acknowledged()) {
      return;
    }
    long counted = place.lost();
    while (!gaps.isEmpty() && gaps.getFirst().entry() <= done) {
      counted += gaps.removeFirst().missing();
    }
    place = new Place(done, counted);
    spool.moved(name, place);
  }

  @Override
  public void rewind() {
    closeStream();
    stream.moveTo(place.acknowledged());
    gaps.clear();
    given = place.acknowledged();
    position = place.acknowledged();
    lost = place.lost();
  }

  @Override
  public long backlog() {
    return spool.after(place.acknowledged());
  }

  /// With those that left the spool before it came to them.
  @Override
  public long lost() {
    return lost + spool.goneAfter(position);
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new IllegalStateException("reader " + name + " is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    spool.left(name);
    closeStream();
  }
}
