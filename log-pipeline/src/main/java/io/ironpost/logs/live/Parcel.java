package io.ironpost.logs.live;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.collect.Newlines;

/// A batch on its way through the pipeline. Compared by identity: it stands in sets from which it
/// may be taken out of the middle.
final class Parcel implements Order {
  private final Batch batch;
  private final SourceLane lane;
  private final Intake intake;
  private final int lines;
  private final long arrivedNanos;

  /// Whether it came before the line that the [Inbox] drew last. Guarded by its lock.
  long era;

  Parcel(Batch batch, SourceLane lane, Intake intake, int lines, long arrivedNanos) {
    this.batch = batch;
    this.lane = lane;
    this.intake = intake;
    this.lines = lines;
    this.arrivedNanos = arrivedNanos;
  }

  static int linesIn(Batch batch) {
    int ended = Newlines.count(batch.bytes(), 0, batch.length());
    boolean endsWithLine = batch.length() == 0 || batch.bytes()[batch.length() - 1] == '\n';
    return endsWithLine ? ended : ended + 1;
  }

  Batch batch() {
    return batch;
  }

  @Override
  public SourceLane lane() {
    return lane;
  }

  Intake intake() {
    return intake;
  }

  int lines() {
    return lines;
  }

  long arrivedNanos() {
    return arrivedNanos;
  }

  /// What it costs to hold: the buffer, however little of it is filled.
  long bytes() {
    return batch.bytes().length;
  }

  /// It will not be judged: books it and gives the buffer back.
  void lost(DropReason reason) {
    lane.account().dropped(reason, lines);
    batch.done();
  }
}
