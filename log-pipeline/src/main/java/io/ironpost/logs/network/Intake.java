package io.ironpost.logs.network;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.collect.FileCollector;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What all messages of one listener have in common: one book, one numbering, one way on. Used by
/// many threads.
///
/// Lines are numbered over all senders of the listener, and offsets begin at the clock's
/// microseconds: an alert's id is made of the places of its evidence, and a sender who comes back,
/// or comes after a restart, must not stand in the same place again.
final class Intake {
  private final Account account;
  private final BatchSink sink;
  private final AtomicLong nextOffset;
  private final AtomicLong nextLine = new AtomicLong(1);

  Intake(String listener, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.account = ledger.account(FileCollector.STAGE, listener);
    this.sink = sink;
    this.nextOffset = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
  }

  /// A batch and how many lines are in it.
  record Numbered(Batch batch, int count) {}

  /// A message came. The end of one that was too long is booked as a thing of its own: its
  /// beginning goes on.
  void received(LineBuffer.Ended message) {
    account.received(1);
    if (message == LineBuffer.Ended.CUT) {
      lost(DropReason.LINE_TOO_LONG, 1);
    }
  }

  /// Things came, or must have come, and are not in the lines.
  void lost(DropReason reason, long count) {
    account.received(count);
    account.dropped(reason, count);
  }

  /// Lines that were [#received] will not go on.
  void dropped(DropReason reason, long count) {
    account.dropped(reason, count);
  }

  Numbered number(String source, Lines lines) {
    long offset = nextOffset.getAndAdd(lines.length());
    long first = nextLine.getAndAdd(lines.count());
    Batch batch = new Batch(source, lines.bytes(), lines.length(), offset, first, Batch.Ack.NONE);
    return new Numbered(batch, lines.count());
  }

  /// Hands lines on and books them as delivered, or as lost when the next stage did not take them.
  void handOn(Numbered numbered) throws InterruptedException {
    DropReason fate = DropReason.MODULE_FAILED;
    boolean taken = false;
    try {
      sink.accept(numbered.batch());
      taken = true;
    } catch (InterruptedException e) {
      fate = DropReason.STOPPED;
      throw e;
    } finally {
      if (taken) {
        account.delivered(numbered.count());
      } else {
        account.dropped(fate, numbered.count());
      }
    }
  }
}
