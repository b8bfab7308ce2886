package io.ironpost.core.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// One account at one moment: received = delivered + dropped + in flight.
///
/// @param source empty when the balance is of all sources of a stage
/// @param dropped reasons that occurred, in the order of [DropReason]
public record Balance(
    String stage, String source, long received, long delivered, Map<DropReason, Long> dropped) {
  public Balance {
    Map<DropReason, Long> ordered = new EnumMap<>(DropReason.class);
    ordered.putAll(dropped);
    dropped = Collections.unmodifiableMap(ordered);
  }

  public long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  /// What came and has neither been delivered nor dropped yet; below zero would be a fault in the
  /// program ([#isSound]).
  public long inFlight() {
    return received - delivered - droppedTotal();
  }

  public boolean isSound() {
    return inFlight() >= 0;
  }

  /// Both books in one, under this one's stage and no source.
  Balance plus(Balance other) {
    Map<DropReason, Long> losses = new EnumMap<>(DropReason.class);
    losses.putAll(dropped);
    other.dropped.forEach((reason, count) -> losses.merge(reason, count, Long::sum));
    return new Balance(stage, "", received + other.received, delivered + other.delivered, losses);
  }
}
