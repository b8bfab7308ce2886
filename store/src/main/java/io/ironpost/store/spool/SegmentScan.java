package io.ironpost.store.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/// Walks the records of one segment, and past what is none.
///
/// A byte at which no record begins starts a search, byte by byte, for the next one. Within a
/// segment sequences have no gaps, so after `n` damaged bytes the next sequence is one of few, and
/// hardly any false place costs a checksum; what false places may cost in all is limited, or a
/// crafted payload could make the search quadratic. For one thread.
final class SegmentScan implements Closeable {
  /// What [#next] came to.
  enum Found {
    ENTRY,
    MARK,
    DAMAGE,
    END
  }

  /// What is read ahead: a sequential read gains nothing from more.
  private static final int WINDOW = 64 << 10;

  /// Bytes checked in vain while searching one segment, after which its rest is given up: sixteen
  /// times the usual segment, a tenth of a second.
  private static final long MAX_SEARCHED = 256L << 20;

  /// What the kernel reads from a disk, or fails to, in one piece.
  private static final int PAGE = 4 << 10;

  private final SpoolFiles.SegmentFile file;
  private final RecordFormat format;
  private boolean passesUnreadable;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowAt;
  private long offset = SegmentHeader.SIZE;
  private long foundAt;
  private int foundSize;
  private long sequence;
  private long most;
  private long marked;
  private long checkedInVain;

  /// @param first sequence the segment begins with
  SegmentScan(SpoolFiles.SegmentFile file, RecordFormat format, long first) {
    this.file = file;
    this.format = format;
    this.sequence = first - 1;
    this.most = first;
  }

  /// Takes what the disk cannot read for damage, where else it would be a failure: for when it was
  /// tried before.
  SegmentScan passUnreadable() {
    passesUnreadable = true;
    return this;
  }

  /// The next record, or damaged stretch, before `end`. To be asked with a larger `end` later, once
  /// more is durable.
  Found next(long end) throws IOException {
    foundAt = offset;
    if (offset >= end) {
      return Found.END;
    }
    Found found = recordAt(offset, end, most);
    if (found == Found.DAMAGE) {
      long after = afterDamage(end);
      foundSize = (int) (after - offset); // a segment is far from 2 GiB
      most += foundSize / RecordFormat.OVERHEAD;
    } else if (found == Found.ENTRY) {
      sequence = RecordFormat.sequenceAt(window, (int) (offset - windowAt));
      most = sequence + 1;
    } else {
      marked = RecordFormat.sequenceAt(window, (int) (offset - windowAt));
    }
    offset += foundSize;
    return found;
  }

  /// The offset of the first record after the damage at [#offset]; `end` when there is none.
  private long afterDamage(long end) throws IOException {
    for (long at = offset + 1; at + RecordFormat.OVERHEAD <= end; at++) {
      if (recordAt(at, end, most + (at - offset) / RecordFormat.OVERHEAD) != Found.DAMAGE) {
        return at;
      }
      if (checkedInVain > MAX_SEARCHED) {
        return end;
      }
    }
    return end;
  }

  /// What is at `at`; when it is a record, [#foundSize] is its size and the window holds it.
  ///
  /// @param mostSequence the highest sequence an entry there can have
  private Found recordAt(long at, long end, long mostSequence) throws IOException {
    if (at + RecordFormat.OVERHEAD > end) {
      return Found.DAMAGE;
    }
    int in = windowed(at, RecordFormat.OVERHEAD, end);
    int length = RecordFormat.lengthAt(window, in);
    long number = RecordFormat.sequenceAt(window, in);
    boolean mark = length == RecordFormat.MARK;
    int size = RecordFormat.OVERHEAD + (mark ? 0 : length);
    boolean possible =
        mark
            ? number >= 0 && number < mostSequence
            : length >= 0
                && length <= RecordFormat.MAX_PAYLOAD
                && at + size <= end
                && number > sequence
                && number <= mostSequence;
    if (!possible) {
      return Found.DAMAGE;
    }
    int whole = windowed(at, size, end); // may be in another window than before
    if (!format.isWhole(window, whole, size)) {
      checkedInVain += size;
      return Found.DAMAGE;
    }
    foundSize = size;
    return mark ? Found.MARK : Found.ENTRY;
  }

  /// Index in the window of the byte at `at`, once it holds `size` bytes from there.
  private int windowed(long at, int size, long end) throws IOException {
    if (at >= windowAt && at + size <= windowAt + window.limit()) {
      return (int) (at - windowAt);
    }
    if (size > window.capacity() || window.capacity() > WINDOW) {
      window = ByteBuffer.allocate(Math.max(WINDOW, size));
    }
    // Not beyond `end`: what is there is still being written, and must be read anew once it is
    // done.
    window.clear().limit((int) Math.min(window.capacity(), end - at));
    windowAt = at;
    fill();
    if (window.position() < size) {
      window.put(new byte[size - window.position()]); // shortened meanwhile: zeros are no record
    }
    window.flip();
    return 0;
  }

  private void fill() throws IOException {
    try {
      readUpTo(window.limit());
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      if (!passesUnreadable) {
        throw e;
      }
      fillByPages();
    }
  }

  private void readUpTo(int limit) throws IOException {
    window.limit(limit);
    while (window.hasRemaining() && file.read(window, windowAt + window.position()) > 0) {
      // A read may be short.
    }
  }

  /// The window again, with zeros, which are no record, for the pages that cannot be read.
  private void fillByPages() throws IOException {
    int end = window.limit();
    window.position(0);
    for (int from = 0; from < end; from = window.position()) {
      int to = Math.min(end, from + PAGE - (int) ((windowAt + from) % PAGE));
      try {
        readUpTo(to);
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException _) {
        window.position(from);
      }
      window.limit(to).put(new byte[to - window.position()]);
    }
  }

  /// Where what was found begins.
  long foundAt() {
    return foundAt;
  }

  /// How many bytes of damage, or of the record, there are.
  int foundSize() {
    return foundSize;
  }

  /// The offset after what was found.
  long offset() {
    return offset;
  }

  /// The sequence of the last entry found; before the first, one less than the segment's.
  long sequence() {
    return sequence;
  }

  /// Up to which sequence the last mark found vouches.
  long marked() {
    return marked;
  }

  /// A copy of the payload of the entry just found.
  byte[] payload() {
    byte[] payload = new byte[foundSize - RecordFormat.OVERHEAD];
    window.get((int) (foundAt - windowAt) + RecordFormat.OVERHEAD, payload);
    return payload;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
