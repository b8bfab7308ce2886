package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.util.Arrays;
import java.util.Comparator;

/// Gathers prefixes in any order, with doubles and overlaps, and makes the smallest set of them
/// that holds the same addresses for the same time.
///
/// An LPM trie knows the longest match alone: a narrow prefix that has ended would hide a wide one
/// that has not. So what is within another must last longer, or it goes.
final class FeedSetBuilder {
  /// Bits of the place in the sort key, beside 32 of the address and 6 of the length.
  private static final int PLACE_BITS = 26;

  /// More than any limit of a feed; where the places end.
  static final int MAX_SIZE = 1 << PLACE_BITS;

  private static final int FIRST_ROOM = 64;

  private int[] v4 = new int[FIRST_ROOM];
  private byte[] v4Bits = new byte[FIRST_ROOM];
  private int[] v4Until = new int[FIRST_ROOM];
  private int v4Size;
  private long[] high = new long[FIRST_ROOM];
  private long[] low = new long[FIRST_ROOM];
  private byte[] v6Bits = new byte[FIRST_ROOM];
  private int[] v6Until = new int[FIRST_ROOM];
  private int v6Size;

  int size() {
    return v4Size + v6Size;
  }

  void add(IpPrefix prefix, long untilSecond) {
    add(prefix.high(), prefix.low(), prefix.bits(), untilSecond);
  }

  void addAll(FeedSet set) {
    set.forEach(this::add);
  }

  /// @param untilSecond since 1970; [FeedSet.Family#NO_END] or later for none
  void add(long high, long low, int bits, long untilSecond) {
    if (size() == MAX_SIZE) {
      throw new IllegalStateException("more than " + MAX_SIZE + " prefixes");
    }
    int until = (int) Math.min(Math.max(0, untilSecond), FeedSet.Family.NO_END);
    if (bits >= IpPrefix.MAPPED && high == 0 && low >>> 32 == 0xffff) {
      addV4((int) low, bits, until);
    } else {
      addV6(high, low, bits, until);
    }
  }

  private void addV4(int address, int bits, int until) {
    if (v4Size == v4.length) {
      v4 = Arrays.copyOf(v4, v4Size * 2);
      v4Bits = Arrays.copyOf(v4Bits, v4Size * 2);
      v4Until = Arrays.copyOf(v4Until, v4Size * 2);
    }
    v4[v4Size] = address;
    v4Bits[v4Size] = (byte) (bits - IpPrefix.FULL);
    v4Until[v4Size++] = until;
  }

  private void addV6(long newHigh, long newLow, int bits, int until) {
    if (v6Size == high.length) {
      high = Arrays.copyOf(high, v6Size * 2);
      low = Arrays.copyOf(low, v6Size * 2);
      v6Bits = Arrays.copyOf(v6Bits, v6Size * 2);
      v6Until = Arrays.copyOf(v6Until, v6Size * 2);
    }
    high[v6Size] = newHigh;
    low[v6Size] = newLow;
    v6Bits[v6Size] = (byte) (bits - IpPrefix.FULL);
    v6Until[v6Size++] = until;
  }

  FeedSet build() {
    return new FeedSet(buildV4(), buildV6());
  }

  /// Sorted as numbers that hold address, length and place: no object for each.
  private FeedSet.Family buildV4() {
    long[] keys = new long[v4Size];
    for (int at = 0; at < v4Size; at++) {
      long bits = v4Bits[at] + 32L;
      keys[at] = (v4[at] & 0xffff_ffffL) << 32 | bits << PLACE_BITS | at;
      keys[at] ^= Long.MIN_VALUE; // sorts as unsigned
    }
    Arrays.sort(keys);
    Sweep sweep = new Sweep(v4Size, true);
    for (long key : keys) {
      int at = (int) (key & MAX_SIZE - 1);
      sweep.take(0, 0xffffL << 32 | v4[at] & 0xffff_ffffL, v4Bits[at] + IpPrefix.FULL, v4Until[at]);
    }
    return sweep.family();
  }

  private FeedSet.Family buildV6() {
    Integer[] order = new Integer[v6Size];
    Arrays.setAll(order, Integer::valueOf);
    Arrays.sort(
        order,
        Comparator.comparing((Integer at) -> high[at], Long::compareUnsigned)
            .thenComparing(at -> low[at], Long::compareUnsigned)
            .thenComparingInt(at -> v6Bits[at]));
    Sweep sweep = new Sweep(v6Size, false);
    for (int at : order) {
      sweep.take(high[at], low[at], v6Bits[at] + IpPrefix.FULL, v6Until[at]);
    }
    return sweep.family();
  }
}
