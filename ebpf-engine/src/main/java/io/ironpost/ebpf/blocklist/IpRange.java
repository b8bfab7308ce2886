package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/// Addresses from one to another, both included, of 128 bits as in [IpPrefix].
record IpRange(long fromHigh, long fromLow, long toHigh, long toLow) {
  static IpRange of(IpPrefix from, IpPrefix to) {
    return new IpRange(from.high(), from.low(), to.high(), to.low());
  }

  /// The fewest prefixes that hold just these: at most 254 for IPv6, 62 for IPv4. Each step takes
  /// the widest that begins here and does not go too far.
  List<IpPrefix> prefixes() {
    List<IpPrefix> prefixes = new ArrayList<>();
    long high = fromHigh;
    long low = fromLow;
    while (compare(high, low, toHigh, toLow) <= 0) {
      IpPrefix widest = widest(high, low);
      prefixes.add(widest);
      long lastHigh = high | ~mask(widest.bits());
      long lastLow = low | ~mask(widest.bits() - 64);
      low = lastLow + 1;
      high = low == 0 ? lastHigh + 1 : lastHigh;
      if (high == 0 && low == 0) {
        break; // behind the last address
      }
    }
    return prefixes;
  }

  private IpPrefix widest(long high, long low) {
    int bits = IpPrefix.FULL;
    while (bits > 0) {
      IpPrefix wider = new IpPrefix(high, low, bits - 1);
      boolean beginsHere = wider.high() == high && wider.low() == low;
      boolean endsWithin =
          compare(high | ~mask(bits - 1), low | ~mask(bits - 65), toHigh, toLow) <= 0;
      if (!beginsHere || !endsWithin) {
        break;
      }
      bits--;
    }
    return new IpPrefix(high, low, bits);
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
  }

  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= 64 ? -1L : -1L << 64 - bits;
  }
}
