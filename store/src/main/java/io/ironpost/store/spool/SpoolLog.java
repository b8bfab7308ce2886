package io.ironpost.store.spool;

import io.ironpost.core.spool.SpoolEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments as their one writer sees them: entries in, durable when [#commit] returns. For one
/// thread.
///
/// After a write or sync fails nothing is known of what the kernel kept: "retry the fsync" reports
/// success for pages that were dropped (the PostgreSQL "fsyncgate" of 2018). So the segment is
/// given up at its last good end, and what was not durable is written again, to a new segment.
/// Should some of it have reached the old one all the same, the new segment's first sequence says
/// that it does not count.
final class SpoolLog implements Closeable {
  /// What is gathered for one write; one sync covers any number of these.
  private static final int WRITE_BYTES = 1 << 20;

  /// The segment being written.
  private record Active(Segment segment, SpoolFiles.SegmentFile file) {}

  private final SpoolFiles files;
  private final Path folder;
  private final SpoolSettings settings;
  private final Segments segments;
  private final RecordFormat format;
  private final long key;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(WRITE_BYTES + RecordFormat.OVERHEAD + RecordFormat.MAX_PAYLOAD);
  private @Nullable Active active;
  private boolean suspect;
  private long writtenEnd;
  private volatile long durable;

  SpoolLog(SpoolFiles files, Path folder, SpoolSettings settings, SpoolRecovery.Recovered found) {
    this.files = files;
    this.folder = folder;
    this.settings = settings;
    this.segments = found.segments();
    this.key = found.key();
    this.format = new RecordFormat(key);
    this.durable = found.last();
    SpoolFiles.SegmentFile open = found.tail();
    if (open != null) {
      Segment tail = segments.all().getLast();
      this.active = new Active(tail, open);
      this.writtenEnd = tail.extent().end();
    }
  }

  /// Makes entries durable, those that are not yet. When it fails, some of them may be
  /// ([#durable]); it is to be called again with the same.
  ///
  /// @param entries by ascending sequence
  void commit(List<SpoolEntry> entries) throws IOException {
    int at = 0;
    while (at < entries.size() && entries.get(at).sequence() <= durable) {
      at++;
    }
    while (at < entries.size()) {
      Active into = fit(entries.get(at));
      at = write(into, entries, at);
      sync(into, entries.get(at - 1).sequence());
    }
  }

  /// The segment for `entry`: the active one, or a new one when that is full, was given up, or does
  /// not end where the entry goes on.
  private Active fit(SpoolEntry entry) throws IOException {
    if (suspect) {
      giveUp();
    }
    if (active != null && takes(active, entry, active.segment().extent().last())) {
      return active;
    }
    close();
    Active fresh = create(entry.sequence());
    active = fresh;
    return fresh;
  }

  private boolean takes(Active into, SpoolEntry entry, long before) {
    boolean follows = entry.sequence() == before + 1;
    boolean first = before == into.segment().first() - 1;
    boolean fits = writtenEnd + RecordFormat.sizeOf(entry.payload()) <= settings.segment().bytes();
    return follows && (first || fits);
  }

  /// Writes what fits, from `from` on; returns the index after it.
  private int write(Active into, List<SpoolEntry> entries, int from) throws IOException {
    suspect = true; // until it is synced
    int at = from;
    do {
      buffer.clear();
      long start = writtenEnd;
      do {
        SpoolEntry entry = entries.get(at++);
        format.putEntry(buffer, entry.sequence(), entry.payload());
        writtenEnd = start + buffer.position();
      } while (buffer.position() < WRITE_BYTES && goesOn(into, entries, at));
      into.file().write(buffer.flip(), start);
    } while (goesOn(into, entries, at));
    return at;
  }

  private boolean goesOn(Active into, List<SpoolEntry> entries, int at) {
    return at < entries.size() && takes(into, entries.get(at), entries.get(at - 1).sequence());
  }

  private void sync(Active into, long last) throws IOException {
    into.file().sync();
    into.segment().moveTo(new Segment.Extent(last, writtenEnd));
    durable = last;
    suspect = false;
    mark(into);
  }

  /// Says in the segment what is durable. It need not be so itself: a mark that is lost vouches for
  /// nothing, one that is there is true.
  private void mark(Active into) {
    buffer.clear();
    format.putMark(buffer, durable);
    int size = buffer.position();
    try {
      into.file().write(buffer.flip(), writtenEnd);
      writtenEnd += size;
    } catch (IOException _) {
      suspect = true; // the entries are durable; the next go to a new segment
    }
  }

  /// Leaves a segment of which nobody knows what was kept.
  private void giveUp() throws IOException {
    Active old = active;
    if (old == null) {
      suspect = false;
      return;
    }
    Segment segment = old.segment();
    boolean empty = segment.extent().last() < segment.first();
    if (!empty) {
      shorten(old);
    }
    closeQuietly(old.file());
    if (empty) {
      // Its name is the one the next segment needs.
      files.delete(segment.file());
      segments.remove(segment);
    }
    active = null;
    suspect = false;
  }

  /// Takes what does not count off the end. Not needed for reading right, and nothing to count on:
  /// this disk has just failed.
  private static void shorten(Active old) {
    try {
      old.file().truncate(old.segment().extent().end());
    } catch (IOException _) {
      // The next segment's first sequence says where this one ends.
    }
  }

  private Active create(long first) throws IOException {
    Path file = Segment.fileOf(folder, first);
    files.delete(file); // left by an attempt that failed
    SpoolFiles.SegmentFile made = files.create(file);
    try {
      SegmentHeader header =
          new SegmentHeader(SegmentHeader.VERSION, key, first, segments.newest());
      made.write(header.bytes(), 0);
      made.sync();
      files.sync(folder); // or the name could be gone after a crash, and the entries with it
    } catch (IOException e) {
      closeQuietly(made);
      throw e;
    }
    Segment segment = new Segment(first, file, new Segment.Extent(first - 1, SegmentHeader.SIZE));
    segments.add(segment);
    writtenEnd = SegmentHeader.SIZE;
    return new Active(segment, made);
  }

  /// Removes segments that end before `sequence`, and, above the size limit, the oldest whatever is
  /// in them; never the newest. Returns how many went.
  int trim(long sequence) throws IOException {
    List<Segment> all = segments.all();
    long bytes = bytes();
    int removed = 0;
    for (Segment segment : all.subList(0, Math.max(0, all.size() - 1))) {
      boolean needed = segment.extent().last() >= sequence;
      if (needed && bytes <= settings.limit().bytes()) {
        break;
      }
      files.delete(segment.file());
      segments.remove(segment);
      files.sync(folder); // one by one: a crash must not bring back an older one of two
      bytes -= segment.extent().end();
      removed++;
    }
    return removed;
  }

  /// On disk, as far as it counts.
  long bytes() {
    return segments.all().stream().mapToLong(segment -> segment.extent().end()).sum();
  }

  /// The last sequence that survives a crash.
  long durable() {
    return durable;
  }

  /// Closes the segment being written; the next entry begins a new one.
  @Override
  public void close() {
    if (active != null) {
      closeQuietly(active.file());
      active = null;
    }
  }

  private static void closeQuietly(SpoolFiles.SegmentFile file) {
    try {
      file.close();
    } catch (IOException _) {
      // What counts was synced before.
    }
  }
}
