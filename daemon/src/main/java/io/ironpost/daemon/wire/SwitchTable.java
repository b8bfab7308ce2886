package io.ironpost.daemon.wire;

import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockEntry;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.blocklist.BlockTable;
import io.ironpost.ebpf.blocklist.FeedSet;
import java.util.List;

/// The kernel's table while there is one: whoever blocks need not know that the guard of packets
/// comes and goes with the configuration, with privileges, with an interface.
final class SwitchTable implements BlockTable {
  private volatile BlockTable current = BlockTable.absent("packets are not guarded yet");

  void become(BlockTable table) {
    current = table;
  }

  /// @param why for people, with what to do
  void becomeAbsent(String why) {
    current = BlockTable.absent(why);
  }

  @Override
  public Effect put(IpPrefix prefix, BlockRule rule) {
    return current.put(prefix, rule);
  }

  @Override
  public Effect remove(IpPrefix prefix) {
    return current.remove(prefix);
  }

  @Override
  public List<BlockEntry> list() {
    return current.list();
  }

  @Override
  public int size() {
    return current.size();
  }

  @Override
  public int capacity() {
    return current.capacity();
  }

  @Override
  public Effect replaceFeeds(FeedSet feeds) {
    return current.replaceFeeds(feeds);
  }

  @Override
  public int feedSize() {
    return current.feedSize();
  }

  @Override
  public int feedCapacity() {
    return current.feedCapacity();
  }

  @Override
  public Health health() {
    return current.health();
  }
}
