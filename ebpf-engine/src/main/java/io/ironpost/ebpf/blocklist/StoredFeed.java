package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A feed as it lies on disk, before the allowlist.
record StoredFeed(FeedOrigin origin, FeedSet entries) {
  /// Puts what may be blocked of it to the rest of the world's; says what that was.
  Feed pour(Collection<IpPrefix> allowed, FeedSetBuilder into) {
    List<IpPrefix> first = new ArrayList<>();
    int[] leftOut = {0};
    FeedSet rest =
        entries.without(
            allowed,
            prefix -> {
              leftOut[0]++;
              if (first.size() < Feed.NAMED) {
                first.add(prefix);
              }
            });
    long end = Math.min(origin.until().getEpochSecond(), FeedSet.Family.NO_END);
    rest.forEach((high, low, bits, until) -> into.add(high, low, bits, Math.min(until, end)));
    return new Feed(origin, entries.size(), leftOut[0], first);
  }
}
