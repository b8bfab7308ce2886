package io.ironpost.daemon.control;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import java.util.EnumMap;
import java.util.Map;

/// The books of one stage over all its sources.
record StageBook(
    String stage, int sources, long received, long delivered, Map<DropReason, Long> dropped) {
  static StageBook of(Balance book) {
    return new StageBook(book.stage(), 1, book.received(), book.delivered(), book.dropped());
  }

  StageBook plus(StageBook other) {
    Map<DropReason, Long> losses = new EnumMap<>(DropReason.class);
    losses.putAll(dropped);
    other.dropped.forEach((reason, count) -> losses.merge(reason, count, Long::sum));
    return new StageBook(
        stage,
        sources + other.sources,
        received + other.received,
        delivered + other.delivered,
        losses);
  }

  long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  long inFlight() {
    return received - delivered - droppedTotal();
  }
}
