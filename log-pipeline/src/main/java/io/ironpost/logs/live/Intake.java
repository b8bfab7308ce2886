package io.ironpost.logs.live;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.logs.collect.BatchSink;
import java.util.LinkedHashSet;

/// One collector's way in. All but the constants is guarded by the inbox's lock.
final class Intake implements BatchSink {
  private final String name;
  private final Overflow overflow;
  private final Inbox inbox;
  final LinkedHashSet<Parcel> waiting = new LinkedHashSet<>();
  long bytes;
  int batches;

  Intake(String name, Overflow overflow, Inbox inbox) {
    this.name = name;
    this.overflow = overflow;
    this.inbox = inbox;
  }

  Overflow overflow() {
    return overflow;
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    inbox.accept(this, batch);
  }

  @Override
  public String toString() {
    return name;
  }
}
