package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import io.ironpost.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was ordered of a table, prefix by prefix, and what has to stand there so that it comes
/// true.
///
/// A trie in the kernel answers with the longest match alone. If a network is blocked for an hour
/// and one of its addresses for a minute, the address would be free after a minute. So each prefix
/// stands in the table with the latest end of all that hold it, and gets its own back when they go.
final class BlockBook {
  /// How often ends are looked for; what has ended does no harm but takes room.
  private static final long CLEANING_NANOS = 60_000_000_000L;

  private final BlockTable table;

  /// Ends as they were ordered, on CLOCK_BOOTTIME. Those within a prefix follow it.
  private final NavigableMap<IpPrefix, Long> ordered = new TreeMap<>();

  private long cleanedAt;
  private boolean learned;

  BlockBook(BlockTable table) {
    this.table = table;
  }

  /// @param until not [BlockRule#FOREVER]
  Effect block(IpPrefix prefix, long until, long now) {
    learnOnce(now);
    clean(now);
    Effect effect = table.put(prefix, BlockRule.until(Math.max(until, latestAround(prefix))));
    if (effect instanceof Effect.Done || effect instanceof Effect.AlreadySo) {
      ordered.put(prefix, until);
      renewWithin(prefix);
    }
    return effect;
  }

  Effect unblock(IpPrefix prefix, long now) {
    learnOnce(now);
    Effect effect = table.remove(prefix);
    if (effect instanceof Effect.Done || effect instanceof Effect.AlreadySo) {
      ordered.remove(prefix);
      renewWithin(prefix);
    }
    return effect;
  }

  /// What stands in the table, with the ends that were ordered.
  List<BlockEntry> held(long now) {
    learn();
    List<BlockEntry> held = new ArrayList<>();
    for (BlockEntry entry : table.list()) {
      long own = ordered.getOrDefault(entry.prefix(), entry.rule().untilBootNanos());
      BlockRule rule = BlockRule.until(own);
      if (!rule.isOver(now)) {
        held.add(new BlockEntry(entry.prefix(), rule, entry.dropped()));
      }
    }
    return held;
  }

  private void learnOnce(long now) {
    if (!learned) {
      learn();
      cleanedAt = now;
    }
  }

  /// The table may be another one than before, and an earlier life of this program may have left
  /// something in it; of that the end that stands there is all that is known.
  private void learn() {
    learned = true;
    NavigableMap<IpPrefix, Long> before = new TreeMap<>(ordered);
    ordered.clear();
    for (BlockEntry entry : table.list()) {
      IpPrefix prefix = entry.prefix();
      ordered.put(prefix, before.getOrDefault(prefix, entry.rule().untilBootNanos()));
    }
  }

  private long latestAround(IpPrefix prefix) {
    long latest = 0;
    int least = prefix.isV4() ? IpPrefix.MAPPED : 0;
    for (int bits = prefix.bits() - 1; bits >= least; bits--) {
      latest =
          Math.max(
              latest, ordered.getOrDefault(new IpPrefix(prefix.high(), prefix.low(), bits), 0L));
    }
    return latest;
  }

  private void renewWithin(IpPrefix prefix) {
    for (var each : ordered.tailMap(prefix, false).entrySet()) {
      if (!prefix.contains(each.getKey())) {
        return;
      }
      table.put(
          each.getKey(), BlockRule.until(Math.max(each.getValue(), latestAround(each.getKey()))));
    }
  }

  /// Takes out what has ended by its own time; if something around it holds on, it holds for it.
  private void clean(long now) {
    if (now - cleanedAt < CLEANING_NANOS && ordered.size() < table.capacity()) {
      return;
    }
    cleanedAt = now;
    List<IpPrefix> over = new ArrayList<>();
    ordered.forEach((prefix, until) -> {
      if (BlockRule.until(until).isOver(now)) {
        over.add(prefix);
      }
    });
    over.forEach(prefix -> {
      table.remove(prefix);
      ordered.remove(prefix);
    });
  }
}
