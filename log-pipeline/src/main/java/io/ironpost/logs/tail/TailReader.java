package io.ironpost.logs.tail;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.BufferPool;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.Newlines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// Reads followed files, one batch of whole lines at a time.
///
/// The order of two reads makes truncation safe: first the new bytes, then the file's beginning.
/// When the beginning is still the known one after the bytes were read, they are of that content;
/// when it is another, they may be of the new content and are thrown away unread. A beginning that
/// is shorter than known belongs to a file just truncated, and a file shorter than its beginning
/// cannot have had new bytes where these were read: they are of the old content.
final class TailReader {
  /// What came of a turn.
  enum Turn {
    /// Something was read; there may be more.
    MORE,
    /// The end is reached.
    END,
    /// The content behind the bookmark is gone: truncated, or another file of that inode.
    REPLACED
  }

  private enum Content {
    KNOWN,
    SHORTER,
    OTHER
  }

  /// Up to here a batch is copied to an array of its size. A quiet log's line must not hold a whole
  /// buffer while it waits for its alerts to be durable.
  private static final int COPIED_BYTES = 64 << 10;

  private final int maxLine;
  private final BufferPool pool;
  private final String prefix;
  private final BatchSink sink;
  private final byte[] head = new byte[Fingerprint.MAX_BYTES];
  private byte[] buffer;

  /// @param prefix of the keys of positions
  TailReader(CollectLimits limits, String prefix, BatchSink sink) {
    this.maxLine = limits.maxLineBytes();
    this.pool = new BufferPool(limits.bufferBytes());
    this.prefix = prefix;
    this.sink = sink;
    this.buffer = pool.take();
  }

  /// Hands on at most one batch.
  Turn turn(Tail tail) throws IOException, InterruptedException {
    FileChannel file = tail.channel();
    int held = tail.held();
    int read = read(file, held, buffer.length - held, tail.scanned());
    int filled = held + read;
    boolean ready = read > 0 && isReady(tail, held, filled);
    if (ready && held > 0 && read(file, 0, held, tail.offset()) < held) {
      return Turn.REPLACED;
    }
    Content content = content(tail);
    if (content == Content.OTHER || (read == 0 && content == Content.SHORTER)) {
      return Turn.REPLACED;
    }
    if (read == 0) {
      return file.size() < tail.scanned() ? Turn.REPLACED : Turn.END;
    }
    if (filled == buffer.length) {
      tail.saw(file.size()); // so that what a truncation takes is known
    }
    if (ready) {
      handOn(tail, filled);
    } else {
      tail.scannedTo(tail.offset() + filled);
    }
    return Turn.MORE;
  }

  /// Hands on what is left of a file that is closed for good: a line without its end.
  void finish(Tail tail) throws IOException, InterruptedException {
    int length = read(tail.channel(), 0, tail.held(), tail.offset());
    if (length > 0) {
      deliver(tail, length, after(tail, length));
    }
  }

  /// Goes to the end of a copy without reading it.
  Turn passOver(Tail tail) throws IOException, InterruptedException {
    long size = tail.channel().size();
    if (content(tail) != Content.KNOWN) {
      return Turn.REPLACED;
    }
    if (size != tail.offset()) {
      tail.moveTo(tail.mark().at(size, tail.mark().nextLine(), false));
      tellPlace(tail);
    }
    return Turn.END;
  }

  /// Tells where a file stands of which nothing is to be read yet.
  void tellPlace(Tail tail) throws InterruptedException {
    tell(tail.path().toString(), tail.key(), tail.mark().encode());
  }

  /// Tells a position that goes with no lines: a batch of none.
  void tell(String source, String key, String value) throws InterruptedException {
    leaveWhenInterrupted();
    Batch.Position position = new Batch.Position(prefix + key, value);
    sink.accept(new Batch(source, new byte[0], 0, 0, 1, Batch.Ack.NONE, position));
  }

  /// An interrupt makes reads fail, and a file that cannot be read looks as if it were gone: no
  /// conclusion of that may be told or counted.
  static void leaveWhenInterrupted() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }

  private boolean isReady(Tail tail, int held, int filled) {
    return tail.mark().skipping() || filled > maxLine || Newlines.last(buffer, held, filled) >= 0;
  }

  private int read(FileChannel file, int at, int most, long from) throws IOException {
    int filled = 0;
    while (filled < most) {
      int read =
          Extent.read(file, ByteBuffer.wrap(buffer, at + filled, most - filled), from + filled);
      if (read <= 0) {
        break;
      }
      filled += read;
    }
    return filled;
  }

  /// Whether the file still begins as it did; learns more of its beginning while that is short.
  private Content content(Tail tail) throws IOException {
    int length = Math.max(0, Extent.read(tail.channel(), ByteBuffer.wrap(head), 0));
    Fingerprint known = tail.mark().print();
    if (length < known.length()) {
      return Content.SHORTER;
    }
    if (!known.matches(head, length)) {
      return Content.OTHER;
    }
    if (!known.isFull() && length > known.length()) {
      tail.know(Fingerprint.of(head, length));
    }
    return Content.KNOWN;
  }

  private void handOn(Tail tail, int filled) throws InterruptedException {
    if (tail.mark().skipping()) {
      skip(tail, filled);
      return;
    }
    int tooLong = Newlines.firstOver(buffer, filled, maxLine);
    if (tooLong == 0) {
      cut(tail);
    } else {
      int length = Newlines.last(buffer, 0, tooLong < 0 ? filled : tooLong) + 1;
      deliver(tail, length, after(tail, length));
    }
  }

  private void skip(Tail tail, int filled) {
    int lineFeed = Newlines.next(buffer, 0, filled);
    long place = tail.offset() + (lineFeed < 0 ? filled : lineFeed + 1);
    tail.moveTo(tail.mark().at(place, tail.mark().nextLine(), lineFeed < 0));
  }

  /// Hands on the beginning of a line that is too long; its rest is skipped.
  private void cut(Tail tail) throws InterruptedException {
    Account account = tail.account();
    account.received(1); // the end of the line is a thing of its own: its beginning goes on
    account.dropped(DropReason.LINE_TOO_LONG, 1);
    buffer[maxLine] = '\n';
    int length = maxLine + 1;
    Bookmark mark = tail.mark();
    deliver(tail, length, mark.at(mark.offset() + length, mark.nextLine() + 1, true));
  }

  private Bookmark after(Tail tail, int length) {
    Bookmark mark = tail.mark();
    int lines = Newlines.linesIn(buffer, length);
    return mark.at(mark.offset() + length, mark.nextLine() + lines, false);
  }

  private void deliver(Tail tail, int length, Bookmark next) throws InterruptedException {
    long lines = next.nextLine() - tail.mark().nextLine();
    Batch batch = batch(tail, length, new Batch.Position(prefix + tail.key(), next.encode()));
    Account account = tail.account();
    leaveWhenInterrupted();
    boolean accepted = false;
    account.received(lines);
    try {
      sink.accept(batch);
      accepted = true;
    } finally {
      if (!accepted) {
        account.dropped(DropReason.STOPPED, lines); // read again on the next start
      }
    }
    account.delivered(lines);
    tail.moveTo(next);
  }

  private Batch batch(Tail tail, int length, Batch.Position position) {
    byte[] bytes = buffer;
    Batch.Ack ack;
    if (length <= COPIED_BYTES) {
      bytes = Arrays.copyOf(buffer, length);
      ack = Batch.Ack.NONE;
    } else {
      buffer = pool.take();
      byte[] lent = bytes;
      ack = () -> pool.giveBack(lent);
    }
    Bookmark mark = tail.mark();
    String source = mark.path().toString();
    return new Batch(source, bytes, length, mark.offset(), mark.nextLine(), ack, position);
  }
}
