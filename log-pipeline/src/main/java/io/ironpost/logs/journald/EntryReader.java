package io.ironpost.logs.journald;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.Newlines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts journalctl's output, an entry a line, into batches that know their place in the journal.
///
/// What is there is handed on as soon as nothing more waits, so a quiet entry is not delayed. An
/// entry that the end of the stream cuts in two is left out: its cursor was not passed, and the
/// next start reads it again.
final class EntryReader {
  /// Far above the 64 KiB of other collectors: journald writes a text with one unprintable byte as
  /// an array of numbers, four bytes for one, and keeps core dumps' facts in one entry.
  static final int BUFFER_BYTES = 1 << 20;

  private final Account account;
  private final BatchSink sink;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  /// The end of an entry longer than the buffer is being thrown away.
  private boolean skipping;

  private volatile JournalPlace place;

  EntryReader(JournalPlace place, Account account, BatchSink sink) {
    this.place = place;
    this.account = account;
    this.sink = sink;
  }

  /// After what was handed on.
  JournalPlace place() {
    return place;
  }

  /// Reads to the end of the stream.
  void readAll(InputStream in) throws IOException, InterruptedException {
    int read = in.read(buffer);
    while (read >= 0) {
      filled += read;
      if (skipping) {
        skip();
      }
      if (filled == buffer.length || in.available() <= 0) {
        handOnEntries();
      }
      read = in.read(buffer, filled, buffer.length - filled);
    }
    handOnEntries();
  }

  private void handOnEntries() throws InterruptedException {
    int end = Newlines.last(buffer, 0, filled) + 1;
    if (end > 0) {
      handOn(end);
    } else if (filled == buffer.length) {
      cut();
    }
  }

  /// Ends an entry that fills the whole buffer: its beginning goes on.
  private void cut() throws InterruptedException {
    account.received(1); // the end of it is a thing of its own
    account.dropped(DropReason.LINE_TOO_LONG, 1);
    buffer[filled - 1] = '\n';
    handOn(filled);
    skipping = true;
  }

  private void skip() {
    int lineFeed = Newlines.next(buffer, 0, filled);
    skipping = lineFeed < 0;
    remove(skipping ? filled : lineFeed + 1);
  }

  private void remove(int length) {
    filled -= length;
    System.arraycopy(buffer, length, buffer, 0, filled);
  }

  private void handOn(int length) throws InterruptedException {
    byte[] bytes = Arrays.copyOf(buffer, length);
    remove(length);
    int count = Newlines.count(bytes, 0, length);
    JournalPlace before = place;
    JournalPlace after =
        before.after(bytes, Newlines.last(bytes, 0, length - 1) + 1, length, count);
    account.received(count);
    boolean taken = false;
    try {
      sink.accept(
          new Batch(
              JournaldCollector.NAME,
              bytes,
              length,
              before.offset(),
              before.lines() + 1,
              Batch.Ack.NONE,
              new Batch.Position(JournaldCollector.NAME, after.encoded())));
      taken = true;
      place = after;
      account.delivered(count);
    } finally {
      if (!taken) { // it stays in the journal and is read again
        account.dropped(DropReason.STOPPED, count);
      }
    }
  }
}
