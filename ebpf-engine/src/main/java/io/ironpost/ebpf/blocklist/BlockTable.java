package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.util.List;

/// Where blocks take effect: the kernel's maps, or a fake.
///
/// Two sets that do not disturb each other: single blocks, which come and go one by one within
/// milliseconds, and feeds, which are big and replaced as a whole. A packet is dropped when either
/// holds its source. The table judges nothing: allowlists and limits were applied before. Nothing
/// is thrown; what goes wrong is an [Effect].
public interface BlockTable {
  /// Adds a block or replaces the one of the same prefix. [Effect.Refused] when the table is full.
  Effect put(IpPrefix prefix, BlockRule rule);

  /// [Effect.AlreadySo] when there was none.
  Effect remove(IpPrefix prefix);

  /// Single blocks that have not ended; feeds are not among them.
  List<BlockEntry> list();

  int size();

  /// How many single blocks fit.
  int capacity();

  /// Puts all feeds in the place of those before, in one step: every packet meets the old set or
  /// the new one, whole. [Effect.Refused] when there are more than [#feedCapacity]; the old set
  /// holds on then, and on every failure.
  Effect replaceFeeds(FeedSet feeds);

  int feedSize();

  /// How many prefixes of feeds fit.
  int feedCapacity();

  Health health();

  /// Stands in where there is no engine: everything fails and says why.
  ///
  /// @param why for people, with what to do
  static BlockTable absent(String why) {
    return new AbsentTable(why);
  }
}
