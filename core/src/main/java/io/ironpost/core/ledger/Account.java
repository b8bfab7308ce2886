package io.ironpost.core.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// The book of one stage and one source.
///
/// Written from many threads without contention ([LongAdder]). The order of the calls is the
/// contract: [#received] before the thing is handed on, [#delivered] or [#dropped] after.
public final class Account {
  private final String stage;
  private final String source;
  private final LongAdder received = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

  Account(String stage, String source) {
    this.stage = stage;
    this.source = source;
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  public void received(long count) {
    received.add(count);
  }

  public void delivered(long count) {
    delivered.add(count);
  }

  public void dropped(DropReason reason, long count) {
    adder(reason).add(count);
  }

  private LongAdder adder(DropReason reason) {
    return Objects.requireNonNull(dropped.get(reason)); // every reason has one
  }

  /// The book as it stands. What left is read before what came, so a thing that passes meanwhile
  /// can only look in flight, never delivered without having been received.
  public Balance balance() {
    long out = delivered.sum();
    Map<DropReason, Long> losses = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      long lost = adder(reason).sum();
      if (lost != 0) {
        losses.put(reason, lost);
      }
    }
    return new Balance(stage, source, received.sum(), out, losses);
  }
}
