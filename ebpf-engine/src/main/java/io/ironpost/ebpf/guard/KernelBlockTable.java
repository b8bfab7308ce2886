package io.ironpost.ebpf.guard;

import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockEntry;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.ebpf.blocklist.FeedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// Blocks in the kernel's tables.
///
/// Single blocks are also kept here: to list them out of a map takes system calls. Feeds are not; a
/// million of them are the kernel's alone. While a feed's table is filled, which takes a second for
/// a million, single blocks come and go undisturbed: an answer to an attack does not wait.
final class KernelBlockTable implements BlockTable {
  /// Hints of blocks that are gone stay until so many have gathered: to find out whether one stands
  /// for another block too takes a look at all of them.
  private static final int STALE_HINTS = 1_024;

  private final Networks singlesV4;
  private final Networks singlesV6;
  private final BpfMap feedsV4;
  private final BpfMap feedsV6;
  private final Hints hints;
  private final TableSizes sizes;
  private final BootClock clock;

  /// One feed set is built at a time; single blocks do not wait for it.
  private final ReentrantLock feeding = new ReentrantLock();

  private final Map<IpPrefix, BlockRule> singles = new TreeMap<>();
  private int staleHints;
  private volatile int feedSize;

  KernelBlockTable(GuardMaps specs, KernelMaps maps, TableSizes sizes, BootClock clock) {
    singlesV4 = new Networks(maps.get(specs.blockedV4()), Family.V4);
    singlesV6 = new Networks(maps.get(specs.blockedV6()), Family.V6);
    feedsV4 = maps.get(specs.feedsV4());
    feedsV6 = maps.get(specs.feedsV6());
    hints = maps.hints();
    this.sizes = sizes;
    this.clock = clock;
    readBack();
  }

  /// What an earlier life of the program left in pinned tables. Their hints are there too, but
  /// setting them again is cheap and heals whatever happened in between.
  private synchronized void readBack() {
    for (Networks table : List.of(singlesV4, singlesV6)) {
      table.forEach(singles::put);
    }
    clearEnded();
    singles.keySet().forEach(prefix -> hints.add(prefix, Hints.Kind.SINGLE));
  }

  @Override
  public synchronized Effect put(IpPrefix prefix, BlockRule rule) {
    if (rule.equals(singles.get(prefix))) {
      return new Effect.AlreadySo();
    }
    if (singles.size() >= sizes.blocked() && !singles.containsKey(prefix)) {
      clearEnded();
      if (singles.size() >= sizes.blocked()) {
        return new Effect.Refused(
            "the blocklist is full: %d entries; raise ebpf.blocklist_max_entries"
                .formatted(sizes.blocked()));
      }
    }
    try {
      hints.add(prefix, Hints.Kind.SINGLE);
      table(prefix).put(prefix, rule);
    } catch (BpfException e) {
      return new Effect.Failed(String.valueOf(e.getMessage()));
    }
    singles.put(prefix, rule);
    return new Effect.Done();
  }

  private Networks table(IpPrefix prefix) {
    return prefix.isV4() ? singlesV4 : singlesV6;
  }

  @Override
  public synchronized Effect remove(IpPrefix prefix) {
    if (!singles.containsKey(prefix)) {
      return new Effect.AlreadySo();
    }
    try {
      forget(prefix);
    } catch (BpfException e) {
      return new Effect.Failed(String.valueOf(e.getMessage()));
    }
    refreshHints();
    return new Effect.Done();
  }

  private void forget(IpPrefix prefix) {
    table(prefix).remove(prefix);
    singles.remove(prefix);
    staleHints++;
  }

  private void refreshHints() {
    if (staleHints >= STALE_HINTS) {
      Hints fresh = Hints.empty();
      singles.keySet().forEach(prefix -> fresh.add(prefix, Hints.Kind.SINGLE));
      hints.replace(fresh, Hints.Kind.SINGLE);
      staleHints = 0;
    }
  }

  /// The kernel does not take away what has ended, it only no longer blocks.
  private void clearEnded() {
    long now = clock.nowBootNanos();
    List<IpPrefix> ended = new ArrayList<>();
    singles.forEach((prefix, rule) -> {
      if (rule.isOver(now)) {
        ended.add(prefix);
      }
    });
    ended.forEach(this::forget);
    refreshHints();
  }

  @Override
  public synchronized List<BlockEntry> list() {
    long now = clock.nowBootNanos();
    List<BlockEntry> entries = new ArrayList<>(singles.size());
    singles.forEach((prefix, rule) -> {
      if (!rule.isOver(now)) {
        entries.add(new BlockEntry(prefix, rule, 0));
      }
    });
    return entries;
  }

  @Override
  public int size() {
    return list().size();
  }

  @Override
  public int capacity() {
    return sizes.blocked();
  }

  @Override
  public Effect replaceFeeds(FeedSet feeds) {
    if (feeds.size() > sizes.feeds()) {
      return new Effect.Refused(
          "%d networks of feeds are more than %d; raise ebpf.feed_max_entries"
              .formatted(feeds.size(), sizes.feeds()));
    }
    feeding.lock();
    try (NetworkSet fresh =
        new NetworkSet(GuardMaps::feedNetworks, feeds.v4Size(), feeds.v6Size())) {
      Hints freshHints = Hints.empty();
      int[] count = {0};
      feeds.forEach(
          clock,
          (high, low, bits, until) -> {
            fresh.add(high, low, bits, BlockRule.until(until));
            freshHints.add(high, low, bits, Hints.Kind.FEED);
            count[0]++;
          });
      swap(fresh, freshHints);
      feedSize = count[0];
      return new Effect.Done();
    } catch (BpfException e) {
      return new Effect.Failed(String.valueOf(e.getMessage()));
    } finally {
      feeding.unlock();
    }
  }

  /// Hints of both sets hold while the tables are exchanged, so that no packet slips through.
  private void swap(NetworkSet fresh, Hints freshHints) {
    synchronized (this) {
      hints.addAll(freshHints);
    }
    fresh.putInto(feedsV4, feedsV6);
    synchronized (this) {
      hints.replace(freshHints, Hints.Kind.FEED);
    }
  }

  @Override
  public int feedSize() {
    return feedSize;
  }

  @Override
  public int feedCapacity() {
    return sizes.feeds();
  }

  @Override
  public Health health() {
    return new Health.Up();
  }
}
