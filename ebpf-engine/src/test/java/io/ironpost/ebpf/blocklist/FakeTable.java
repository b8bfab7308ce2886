package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The kernel's tables without a kernel: tries that know the longest match alone.
final class FakeTable implements BlockTable {
  final Map<IpPrefix, BlockRule> blocks = new TreeMap<>();
  final Map<IpPrefix, Long> feeds = new TreeMap<>();
  final List<Integer> swaps = new ArrayList<>();
  final BootClock clock;
  int room = 1_000_000;
  String broken = "";
  private boolean isTakenOver;

  FakeTable(BootClock clock) {
    this.clock = clock;
  }

  /// As after a kill: the feeds are those of an earlier life, and nobody counted them.
  void takeOver(String... networks) {
    for (String network : networks) {
      feeds.put(IpPrefix.of(network).orElseThrow(), BlockRule.FOREVER);
    }
    isTakenOver = true;
  }

  /// What the program on the wire would do with a packet from there.
  boolean drops(String address) {
    IpPrefix source = IpPrefix.of(address).orElseThrow();
    long now = clock.nowBootNanos();
    boolean bySingle = longest(blocks, source).filter(rule -> !rule.isOver(now)).isPresent();
    return bySingle
        || longest(feeds, source).filter(until -> until == 0 || until > now).isPresent();
  }

  private static <V> Optional<V> longest(Map<IpPrefix, V> map, IpPrefix source) {
    for (int bits = IpPrefix.FULL; bits >= 0; bits--) {
      V found = map.get(new IpPrefix(source.high(), source.low(), bits));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  @Override
  public Effect put(IpPrefix prefix, BlockRule rule) {
    if (!broken.isEmpty()) {
      return new Effect.Failed(broken);
    }
    return rule.equals(blocks.put(prefix, rule)) ? new Effect.AlreadySo() : new Effect.Done();
  }

  @Override
  public Effect remove(IpPrefix prefix) {
    return blocks.remove(prefix) == null ? new Effect.AlreadySo() : new Effect.Done();
  }

  @Override
  public List<BlockEntry> list() {
    long now = clock.nowBootNanos();
    return blocks.entrySet().stream()
        .filter(e -> !e.getValue().isOver(now))
        .map(e -> new BlockEntry(e.getKey(), e.getValue(), 0))
        .toList();
  }

  @Override
  public int size() {
    return list().size();
  }

  @Override
  public int capacity() {
    return room;
  }

  @Override
  public Effect replaceFeeds(FeedSet set) {
    if (!broken.isEmpty()) {
      return new Effect.Failed(broken);
    }
    if (set.size() > room) {
      return new Effect.Refused("the table has room for " + room);
    }
    feeds.clear();
    isTakenOver = false;
    set.forEach(clock, (high, low, bits, until) -> feeds.put(new IpPrefix(high, low, bits), until));
    swaps.add(feeds.size());
    return new Effect.Done();
  }

  @Override
  public int feedSize() {
    return isTakenOver ? 0 : feeds.size();
  }

  @Override
  public int feedCapacity() {
    return room;
  }

  @Override
  public Health health() {
    return broken.isEmpty() ? new Health.Up() : new Health.Degraded(broken);
  }
}
