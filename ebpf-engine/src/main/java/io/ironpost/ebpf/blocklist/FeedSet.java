package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/// Prefixes of feeds: sorted, and none within another that lasts as long.
///
/// Arrays of numbers and not records: a million IPv4 addresses take 5 MB here and some 50 MB as
/// objects.
public final class FeedSet {
  /// No end, in the arrays: the highest unsigned second, so that whatever ends is less.
  static final int FOREVER = -1;

  private static final FeedSet EMPTY = new FeedSet(Family.EMPTY, Family.EMPTY);
  private static final long MAPPED_LOW = 0xffffL << 32;

  private final Family v4;
  private final Family v6;

  FeedSet(Family v4, Family v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

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
    return EMPTY;
  }

  public int size() {
    return v4.size() + v6.size();
  }

  public int v4Size() {
    return v4.size();
  }

  public int v6Size() {
    return v6.size();
  }

  /// IPv4 first, each family in the order of its addresses, the wider before what it holds. Those
  /// that have ended are left out.
  public void forEach(BootClock clock, Visitor visitor) {
    long now = clock.now().getEpochSecond();
    // Both clocks are read once: a million readings would take longer than all the rest.
    long offset = clock.bootNanos(Instant.ofEpochSecond(now));
    LongUnaryOperator boot =
        second ->
            second == Family.NO_END
                ? BlockRule.FOREVER
                : Math.max(1, offset + (second - now) * 1_000_000_000L);
    forEach((high, low, bits, until) -> {
      if (until > now) {
        visitor.prefix(high, low, bits, boot.applyAsLong(until));
      }
    });
  }

  /// As they are kept.
  void forEach(Kept visitor) {
    v4.forEach(visitor);
    v6.forEach(visitor);
  }

  /// @see Visitor
  @FunctionalInterface
  interface Kept {
    /// @param untilSecond since 1970; [Family#NO_END] for none
    void prefix(long high, long low, int bits, long untilSecond);
  }

  /// Each prefix as [FeedEntry] writes it, in order.
  public void forEachLine(Consumer<String> reader) {
    forEach((high, low, bits, until) ->
        reader.accept(FeedEntry.text(new IpPrefix(high, low, bits), until)));
  }

  /// The same without those that have an address in common with one of `allowed`.
  ///
  /// @param leftOut told each of those
  FeedSet without(Collection<IpPrefix> allowed, Consumer<IpPrefix> leftOut) {
    BitSet out4 = new BitSet();
    BitSet out6 = new BitSet();
    for (IpPrefix prefix : allowed) {
      (prefix.isV4() ? v4 : v6).markOverlapping(prefix, prefix.isV4() ? out4 : out6);
    }
    if (out4.isEmpty() && out6.isEmpty()) {
      return this;
    }
    FeedSetBuilder rest = new FeedSetBuilder();
    v4.split(out4, rest, leftOut);
    v6.split(out6, rest, leftOut);
    return rest.build();
  }

  /// Whether a prefix here that has not ended holds all of the other's addresses.
  public boolean covers(IpPrefix prefix, Instant now) {
    Family family = prefix.isV4() ? v4 : v6;
    int least = prefix.isV4() ? IpPrefix.MAPPED : 0;
    for (int bits = prefix.bits(); bits >= least; bits--) {
      IpPrefix wider = new IpPrefix(prefix.high(), prefix.low(), bits);
      int at = family.find(wider);
      if (at >= 0 && family.until(at) > now.getEpochSecond()) {
        return true;
      }
    }
    return false;
  }

  /// Prefixes of one family. IPv4 keeps 32 of the 128 bits.
  ///
  /// @param high empty for IPv4
  /// @param bits of 128, as a signed byte less 128
  /// @param until seconds since 1970, unsigned, [FeedSet#FOREVER]; empty when none ends
  record Family(int[] v4, long[] high, long[] low, byte[] bits, int[] until) {
    static final long NO_END = 0xffff_ffffL;
    static final Family EMPTY =
        new Family(new int[0], new long[0], new long[0], new byte[0], new int[0]);

    int size() {
      return bits.length;
    }

    long high(int at) {
      return high.length == 0 ? 0 : high[at];
    }

    long low(int at) {
      return low.length == 0 ? MAPPED_LOW | v4[at] & 0xffff_ffffL : low[at];
    }

    int bits(int at) {
      return bits[at] + IpPrefix.FULL;
    }

    long until(int at) {
      return until.length == 0 ? NO_END : Integer.toUnsignedLong(until[at]);
    }

    void forEach(Kept visitor) {
      for (int at = 0; at < bits.length; at++) {
        visitor.prefix(high(at), low(at), bits(at), until(at));
      }
    }

    IpPrefix prefix(int at) {
      return new IpPrefix(high(at), low(at), bits(at));
    }

    /// Those that hold `prefix` and those within it. They are few, and found by search: for a
    /// thousand allowed networks and a million entries a comparison of all would take seconds.
    void markOverlapping(IpPrefix prefix, BitSet marks) {
      for (int length = prefix.bits() - 1; length >= 0; length--) {
        int at = find(new IpPrefix(prefix.high(), prefix.low(), length));
        if (at >= 0) {
          marks.set(at);
        }
      }
      int at = find(prefix);
      for (at = at < 0 ? ~at : at; at < size() && prefix.contains(high(at), low(at)); at++) {
        marks.set(at);
      }
    }

    void split(BitSet out, FeedSetBuilder rest, Consumer<IpPrefix> leftOut) {
      for (int at = 0; at < size(); at++) {
        if (out.get(at)) {
          leftOut.accept(prefix(at));
        } else {
          rest.add(high(at), low(at), bits(at), until(at));
        }
      }
    }

    /// Where this prefix is; when it is nowhere, `~` of where it would be.
    int find(IpPrefix wanted) {
      int from = 0;
      int to = size() - 1;
      while (from <= to) {
        int middle = from + to >>> 1;
        int order = compare(middle, wanted);
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          from = middle + 1;
        } else {
          to = middle - 1;
        }
      }
      return ~from;
    }

    private int compare(int at, IpPrefix wanted) {
      int order = Long.compareUnsigned(high(at), wanted.high());
      if (order == 0) {
        order = Long.compareUnsigned(low(at), wanted.low());
      }
      return order == 0 ? Integer.compare(bits(at), wanted.bits()) : order;
    }
  }
}
