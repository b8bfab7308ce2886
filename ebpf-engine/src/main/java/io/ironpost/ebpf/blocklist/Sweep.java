package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.util.Arrays;

/// Takes sorted prefixes of one family and leaves out what others say already: one pass, each
/// prefix is put on a stack and taken off at most once.
final class Sweep {
  private final boolean v4;
  private final long[] high;
  private final long[] low;
  private final byte[] bits;
  private final int[] until;
  private int size;

  /// Places of those kept that hold the last one, the widest first. Each lasts longer than those
  /// before it, so the last one alone is asked.
  private final int[] open = new int[IpPrefix.FULL + 1];

  private int depth;

  Sweep(int atMost, boolean v4) {
    this.v4 = v4;
    this.high = new long[v4 ? 0 : atMost];
    this.low = new long[atMost];
    this.bits = new byte[atMost];
    this.until = new int[atMost];
  }

  /// The next one in order of address, then length.
  void take(long nextHigh, long nextLow, int nextBits, int nextUntil) {
    while (depth > 0 && !holds(open[depth - 1], nextHigh, nextLow)) {
      depth--;
    }
    if (depth > 0) {
      int holder = open[depth - 1];
      if (Integer.compareUnsigned(until[holder], nextUntil) >= 0) {
        return;
      }
      if (bits(holder) == nextBits) { // the same, for longer
        until[holder] = nextUntil;
        return;
      }
    }
    keep(nextHigh, nextLow, nextBits, nextUntil);
    mergeSiblings();
  }

  private void keep(long newHigh, long newLow, int newBits, int newUntil) {
    if (!v4) {
      high[size] = newHigh;
    }
    low[size] = newLow;
    bits[size] = (byte) (newBits - IpPrefix.FULL);
    until[size] = newUntil;
    open[depth++] = size++;
  }

  /// Two halves that end together are the whole.
  private void mergeSiblings() {
    while (size >= 2 && areHalves(size - 2, size - 1)) {
      size--;
      depth--; // the second half was the last one opened
      bits[size - 1]--;
      boolean isSaidAlready = depth > 0 && bits(open[depth - 1]) == bits(size - 1);
      if (isSaidAlready) { // for a shorter time, or the halves would not have been kept
        until[open[depth - 1]] = until[size - 1];
        size--;
      } else {
        open[depth++] = size - 1;
      }
    }
  }

  private boolean areHalves(int first, int second) {
    int length = bits(first);
    int least = v4 ? IpPrefix.MAPPED : 0;
    if (length != bits(second) || until[first] != until[second] || length <= least) {
      return false;
    }
    IpPrefix whole = new IpPrefix(high(first), low[first], length - 1);
    return whole.high() == high(first)
        && whole.low() == low[first]
        && whole.contains(high(second), low[second]);
  }

  private boolean holds(int at, long otherHigh, long otherLow) {
    return new IpPrefix(high(at), low[at], bits(at)).contains(otherHigh, otherLow);
  }

  private long high(int at) {
    return v4 ? 0 : high[at];
  }

  private int bits(int at) {
    return bits[at] + IpPrefix.FULL;
  }

  FeedSet.Family family() {
    int[] ends = endless() ? new int[0] : Arrays.copyOf(until, size);
    byte[] lengths = Arrays.copyOf(bits, size);
    if (!v4) {
      return new FeedSet.Family(
          new int[0], Arrays.copyOf(high, size), Arrays.copyOf(low, size), lengths, ends);
    }
    int[] addresses = new int[size];
    for (int at = 0; at < size; at++) {
      addresses[at] = (int) low[at];
    }
    return new FeedSet.Family(addresses, new long[0], new long[0], lengths, ends);
  }

  private boolean endless() {
    for (int at = 0; at < size; at++) {
      if (until[at] != FeedSet.FOREVER) {
        return false;
      }
    }
    return true;
  }
}
