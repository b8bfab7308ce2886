package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;

/// Prefixes of feeds: sorted, none within another that lasts as long.
///
/// Arrays of numbers and not records: a million IPv4 prefixes take 5 MB here and 70 MB as objects.
public final class FeedSet {
  /// What a visitor is told of each prefix.
  @FunctionalInterface
  public interface Visitor {
    /// @param high the first 64 bits of [IpPrefix]
    /// @param low the last 64 bits
    /// @param bits of 128, as in [IpPrefix#bits]: a single IPv4 address has 128
    /// @param untilBootNanos as in [BlockRule#untilBootNanos]
    void prefix(long high, long low, int bits, long untilBootNanos);
  }

  /// None at all.
  public static FeedSet empty() {
    return new FeedSet();
  }

  public int size() {
    throw new UnsupportedOperationException();
  }

  public int v4Size() {
    throw new UnsupportedOperationException();
  }

  public int v6Size() {
    throw new UnsupportedOperationException();
  }

  /// IPv4 first, each family in the order of its addresses.
  public void forEach(BootClock clock, Visitor visitor) {
    throw new UnsupportedOperationException();
  }

  /// Whether a prefix here holds all of the other's addresses.
  public boolean covers(IpPrefix prefix) {
    throw new UnsupportedOperationException();
  }
}
