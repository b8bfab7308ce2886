package io.ironpost.ebpf.blocklist;

import io.ironpost.core.action.Effect;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.util.List;

/// No table: the kernel has no such thing, or does not let us.
record AbsentTable(String why) implements BlockTable {
  @Override
  public Effect put(IpPrefix prefix, BlockRule rule) {
    return new Effect.Failed(why);
  }

  @Override
  public Effect remove(IpPrefix prefix) {
    return new Effect.Failed(why);
  }

  @Override
  public List<BlockEntry> list() {
    return List.of();
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public int capacity() {
    return 0;
  }

  @Override
  public Effect replaceFeeds(FeedSet feeds) {
    return new Effect.Failed(why);
  }

  @Override
  public int feedSize() {
    return 0;
  }

  @Override
  public int feedCapacity() {
    return 0;
  }

  @Override
  public Health health() {
    return new Health.Down(why); // nobody need try, until there is another table
  }
}
