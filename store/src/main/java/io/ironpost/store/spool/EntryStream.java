package io.ironpost.store.spool;

import io.ironpost.core.spool.SpoolEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The durable entries of a spool from some place on, through all its segments, past what is
/// damaged or gone. Never stands still: each call returns an entry, or moves on, or is at the end.
/// For one thread.
final class EntryStream implements Closeable {
  /// Tries at one place, after which what the disk cannot read counts as damage.
  static final int MAX_FAILURES = 3;

  private final SpoolFiles files;
  private final Segments segments;
  private final RecordFormat format;
  private @Nullable Segment segment;
  private @Nullable SegmentScan scan;
  private long position;
  private long missing;
  private long failedAt = -1;
  private int failures;

  /// @param after the sequence before the first one wanted
  EntryStream(SpoolFiles files, Segments segments, long key, long after) {
    this.files = files;
    this.segments = segments;
    this.format = new RecordFormat(key);
    this.position = after;
  }

  /// The next entry; empty when nothing durable follows yet.
  Optional<SpoolEntry> next() throws IOException {
    while (true) {
      Optional<Segment> holding = segments.from(position + 1);
      if (holding.isEmpty()) {
        return Optional.empty();
      }
      Segment in = holding.get();
      Segment.Extent extent = in.extent();
      try {
        SegmentScan open = opened(in);
        if (findsEntry(open, extent)) {
          passTo(open.sequence() - 1);
          position = open.sequence();
          return Optional.of(new SpoolEntry(position, open.payload()));
        }
      } catch (NoSuchFileException _) {
        if (segments.has(in)) {
          passTo(extent.last()); // deleted by somebody else than the spool
        }
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        failed();
        throw e;
      }
    }
  }

  /// A disk that fails may be well again later; a sector that fails three times will not be.
  private void failed() {
    failures = failedAt == position ? failures + 1 : 1;
    failedAt = position;
  }

  /// False when the segment is read to its end, which then counts as passed.
  private boolean findsEntry(SegmentScan open, Segment.Extent extent) throws IOException {
    while (true) {
      switch (open.next(extent.end())) {
        case ENTRY -> {
          if (open.sequence() > extent.last()) {
            passTo(extent.last()); // written again to the next segment, after a failed sync
            return false;
          }
          if (open.sequence() > position) {
            return true;
          }
        }
        case END -> {
          passTo(extent.last());
          return false;
        }
        case MARK, DAMAGE -> {}
      }
    }
  }

  private void passTo(long sequence) {
    if (sequence > position) {
      missing += sequence - position;
      position = sequence;
    }
  }

  private SegmentScan opened(Segment in) throws IOException {
    if (scan != null && in == segment) {
      return scan;
    }
    close();
    SegmentScan fresh = new SegmentScan(files.openToRead(in.file()), format, in.first());
    if (failedAt == position && failures >= MAX_FAILURES) {
      fresh.passUnreadable();
    }
    scan = fresh;
    segment = in;
    return fresh;
  }

  /// The sequence last returned or passed.
  long position() {
    return position;
  }

  /// Entries passed that were not there, since the last time this was asked.
  long takeMissing() {
    long taken = missing;
    missing = 0;
    return taken;
  }

  /// Goes on after `sequence`; to be closed before.
  void moveTo(long sequence) {
    position = sequence;
    missing = 0;
  }

  @Override
  public void close() throws IOException {
    SegmentScan old = scan;
    scan = null;
    segment = null;
    if (old != null) {
      old.close();
    }
  }
}
