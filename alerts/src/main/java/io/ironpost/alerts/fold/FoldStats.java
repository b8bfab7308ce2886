package io.ironpost.alerts.fold;

import java.util.concurrent.atomic.LongAdder;

/// What a folder did; written on its thread, read on any.
public final class FoldStats {
  private final LongAdder opened = new LongAdder();
  private final LongAdder folded = new LongAdder();
  private final LongAdder told = new LongAdder();
  private final LongAdder rose = new LongAdder();
  private final LongAdder closedForRoom = new LongAdder();
  private volatile int open;
  private volatile long bytes;

  void began() {
    opened.increment();
  }

  void folded(long events) {
    folded.add(events);
  }

  void wasTold() {
    told.increment();
  }

  void broken() {
    rose.increment();
  }

  void madeRoom() {
    closedForRoom.increment();
  }

  void holds(int folds, long ofBytes) {
    open = folds;
    bytes = ofBytes;
  }

  /// Alerts begun.
  public long opened() {
    return opened.sum();
  }

  /// Events that were counted into an alert already open.
  public long folded() {
    return folded.sum();
  }

  /// Revisions told.
  public long told() {
    return told.sum();
  }

  /// Folds that a worse sighting broke.
  public long brokenByRise() {
    return rose.sum();
  }

  /// Folds closed before their time because there were too many, or they held too much.
  public long closedForRoom() {
    return closedForRoom.sum();
  }

  /// Alerts open now.
  public int open() {
    return open;
  }

  /// Memory of the open alerts, about.
  public long bytes() {
    return bytes;
  }
}
