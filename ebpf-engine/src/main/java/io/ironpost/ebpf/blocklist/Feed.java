package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.util.List;

/// A feed that is blocked.
///
/// @param entries of it, merged
/// @param leftOut how many of them are not blocked because they touch the allowlist
/// @param leftOutFirst some of those
public record Feed(FeedOrigin origin, int entries, int leftOut, List<IpPrefix> leftOutFirst) {
  /// As many as are told by name.
  static final int NAMED = 20;

  public Feed {
    leftOutFirst = List.copyOf(leftOutFirst);
  }
}
