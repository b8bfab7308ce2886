package io.ironpost.logs.collect;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import java.io.IOException;
import java.io.InputStream;

/// Cuts one stream of bytes into batches of whole lines.
final class LineBatcher {
  /// Whether a half-full buffer is handed on as soon as nothing more is waiting.
  enum Pace {
    /// Files: full buffers.
    BULK,
    /// Pipes and terminals: what is there.
    LIVE
  }

  private final String source;
  private final CollectLimits limits;
  private final BufferPool pool;
  private final Account account;
  private final BatchSink sink;

  private byte[] buffer;
  private int filled;

  /// The end of a line longer than the limit is being thrown away.
  private boolean skipping;

  /// Where `buffer[0]` stands in the source.
  private long offset;

  private long lines;

  LineBatcher(
      String source, CollectLimits limits, BufferPool pool, Account account, BatchSink sink) {
    this.source = source;
    this.limits = limits;
    this.pool = pool;
    this.account = account;
    this.sink = sink;
    this.buffer = pool.take();
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return offset;
  }

  /// Reads to the end. What was read before an exception is handed on by [#finish].
  void readAll(InputStream in, Pace pace) throws IOException, InterruptedException {
    int read = in.read(buffer, filled, buffer.length - filled);
    while (read >= 0) {
      filled += read;
      if (filled == buffer.length || (pace == Pace.LIVE && in.available() <= 0)) {
        handOnLines();
      }
      read = in.read(buffer, filled, buffer.length - filled);
    }
  }

  /// Hands on the rest, with the last line whether or not it has its line feed.
  void finish() throws InterruptedException {
    handOnLines();
    if (filled > 0) {
      handOn(filled);
    }
    pool.giveBack(buffer);
  }

  /// Hands on every line that is complete or too long; less than a limit's length stays.
  private void handOnLines() throws InterruptedException {
    dropSkipped();
    int tooLong = Newlines.firstOver(buffer, filled, limits.maxLineBytes());
    while (tooLong >= 0) {
      cut(tooLong + limits.maxLineBytes());
      tooLong = Newlines.firstOver(buffer, filled, limits.maxLineBytes());
    }
    int end = Newlines.last(buffer, 0, filled) + 1;
    if (end > 0) {
      handOn(end);
    }
  }

  /// Ends the line at `at`, hands on all up to there and throws away the rest of that line.
  private void cut(int at) throws InterruptedException {
    account.received(1); // the end of the line is a thing of its own: its beginning goes on
    account.dropped(DropReason.LINE_TOO_LONG, 1);
    buffer[at] = '\n';
    handOn(at + 1);
    skipping = true;
    dropSkipped();
  }

  private void dropSkipped() {
    if (!skipping) {
      return;
    }
    int lineFeed = Newlines.next(buffer, 0, filled);
    int dropped = lineFeed < 0 ? filled : lineFeed + 1;
    skipping = lineFeed < 0;
    System.arraycopy(buffer, dropped, buffer, 0, filled - dropped);
    filled -= dropped;
    offset += dropped;
  }

  private void handOn(int length) throws InterruptedException {
    byte[] full = buffer;
    buffer = pool.take();
    filled -= length;
    System.arraycopy(full, length, buffer, 0, filled);
    Batch batch = new Batch(source, full, length, offset, lines + 1, () -> pool.giveBack(full));
    int count = Newlines.linesIn(full, length);
    lines += count;
    offset += length;
    account.received(count);
    sink.accept(batch);
    account.delivered(count);
  }
}
