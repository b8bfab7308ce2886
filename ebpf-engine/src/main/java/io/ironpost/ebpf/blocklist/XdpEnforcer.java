package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.module.Health;
import java.time.Instant;
import java.util.List;

/// Blocks addresses on the wire, by the table that the XDP program looks into.
public final class XdpEnforcer implements Enforcer {
  private final BlockTable table;
  private final BlockBook book;
  private final BootClock clock;

  public XdpEnforcer(BlockTable table, BootClock clock) {
    this.table = table;
    this.book = new BlockBook(table);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "xdp";
  }

  @Override
  public boolean enforces(Action action) {
    return action instanceof BlockAddress;
  }

  @Override
  public Effect apply(Action action, Instant until) {
    return switch (action) {
      case BlockAddress(var address) ->
          book.block(address, clock.bootNanos(until), clock.nowBootNanos());
    };
  }

  @Override
  public Effect undo(Action action) {
    return switch (action) {
      case BlockAddress(var address) -> book.unblock(address, clock.nowBootNanos());
    };
  }

  @Override
  public List<InForce> inForce() {
    return book.held(clock.nowBootNanos()).stream()
        .map(entry ->
            new InForce(
                new BlockAddress(entry.prefix()), clock.instant(entry.rule().untilBootNanos())))
        .toList();
  }

  @Override
  public Health health() {
    return table.health();
  }
}
