package io.ironpost.ebpf.guard;

import io.ironpost.core.net.IpPrefix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Two bits for each part of the address space: whether a single block, or a network of a feed, may
/// hold some of its addresses. Nearly all packets come from where nobody is blocked, and for them
/// one load takes the place of walking two tries (some 5 ns instead of 100 with 100,000 networks).
/// A bit that is set for nothing costs a walk and changes no verdict, so bits are set before a trie
/// is changed and cleared after.
///
/// IPv4: each /24 has its bits, 4 MB. IPv6 has two tables, of hashes: of the first 32 bits for
/// prefixes shorter than 64, of the first 64 bits for the others.
final class Hints {
  /// Which bit of the two.
  enum Kind {
    SINGLE(1),
    FEED(2);

    private final int bit;

    Kind(int bit) {
      this.bit = bit;
    }

    int bit() {
      return bit;
    }
  }

  static final int BITS_EACH = 2;
  static final int MASK = 3;

  /// Bits of an IPv4 address that have hints of their own.
  static final int V4_BITS = 24;

  static final int V4_BYTES = bytes(V4_BITS);

  /// A hash of 20 bits of the first 32 bits: 256 KB; 10,000 networks fill a hundredth.
  static final int V6_SHORT_BITS = 20;

  /// A hash of 22 bits of the first 64 bits: 1 MB; 100,000 addresses fill a fortieth.
  static final int V6_LONG_BITS = 22;

  /// Where the table for long prefixes begins.
  static final int V6_LONG_START = bytes(V6_SHORT_BITS);

  static final int V6_BYTES = V6_LONG_START + bytes(V6_LONG_BITS);

  /// Odd numbers near 2^32 and 2^64 over the golden ratio (Knuth, TAOCP 3, section 6.4).
  static final int SHORT_FACTOR = 0x9e37_79b1;

  static final long LONG_FACTOR = 0x9e37_79b9_7f4a_7c15L;

  /// Prefixes shorter than this get no hints of their own but all there are: a /16 has 65,536
  /// hashes already.
  private static final int SHORTEST_V6 = 16;

  private final MemorySegment v4;
  private final MemorySegment v6;
  private final PrefixLengths lengths;

  Hints(MemorySegment v4, MemorySegment v6, PrefixLengths lengths) {
    this.v4 = v4;
    this.v6 = v6;
    this.lengths = lengths;
  }

  /// None, on the heap.
  static Hints empty() {
    return new Hints(
        MemorySegment.ofArray(new byte[V4_BYTES]),
        MemorySegment.ofArray(new byte[V6_BYTES]),
        PrefixLengths.empty());
  }

  private static int bytes(int bits) {
    return (1 << bits) * BITS_EACH / Byte.SIZE;
  }

  void add(IpPrefix prefix, Kind kind) {
    add(prefix.high(), prefix.low(), prefix.bits(), kind);
  }

  /// The prefix as in [IpPrefix].
  void add(long high, long low, int bits, Kind kind) {
    if (isV4(high, low, bits)) {
      if (kind == Kind.FEED) {
        lengths.addV4((int) low, bits - IpPrefix.MAPPED);
      }
      addV4((int) low, bits - IpPrefix.MAPPED, kind);
      return;
    }
    if (kind == Kind.FEED) {
      lengths.addV6(high, bits);
    }
    if (bits >= Long.SIZE) {
      set(v6, V6_LONG_START, longHash(high), kind);
    } else {
      addShortV6(high, bits, kind);
    }
  }

  /// The same as [IpPrefix#isV4], without the object.
  static boolean isV4(long high, long low, int bits) {
    return bits >= IpPrefix.MAPPED && high == 0 && low >>> Integer.SIZE == 0xffff;
  }

  private void addV4(int address, int bits, Kind kind) {
    int first = address >>> Integer.SIZE - V4_BITS;
    int count = bits >= V4_BITS ? 1 : 1 << V4_BITS - bits;
    for (int i = first; i < first + count; i++) {
      set(v4, 0, i, kind);
    }
  }

  private void addShortV6(long high, int bits, Kind kind) {
    if (bits < SHORTEST_V6) {
      for (int i = 0; i < 1 << V6_SHORT_BITS; i++) {
        set(v6, 0, i, kind);
      }
      return;
    }
    int first = (int) (high >>> Integer.SIZE);
    int count = bits >= Integer.SIZE ? 1 : 1 << Integer.SIZE - bits;
    for (int i = 0; i < count; i++) {
      set(v6, 0, shortHash(first + i), kind);
    }
  }

  static int shortHash(int first32) {
    return first32 * SHORT_FACTOR >>> Integer.SIZE - V6_SHORT_BITS;
  }

  static int longHash(long first64) {
    return (int) (first64 * LONG_FACTOR >>> Long.SIZE - V6_LONG_BITS);
  }

  private static void set(MemorySegment table, long start, int index, Kind kind) {
    long at = start + (index >>> 2);
    byte bits = table.get(ValueLayout.JAVA_BYTE, at);
    byte more = (byte) (bits | kind.bit() << BITS_EACH * (index & 3));
    if (more != bits) {
      table.set(ValueLayout.JAVA_BYTE, at, more);
    }
  }

  /// Sets all bits that are set there.
  void addAll(Hints from) {
    merge(from.v4, v4, -1);
    merge(from.v6, v6, -1);
    lengths.addAll(from.lengths);
  }

  /// Takes over one kind's bits from other hints, the cleared ones too, and leaves those of the
  /// other kind.
  void replace(Hints from, Kind kind) {
    int every = kind.bit() * 0x55; // the bit in all four pairs of a byte
    long kept = ~(every * 0x0101_0101_0101_0101L);
    merge(from.v4, v4, kept);
    merge(from.v6, v6, kept);
    if (kind == Kind.FEED) {
      lengths.replace(from.lengths);
    }
  }

  /// Five megabytes, a millisecond; words that stay the same are not written, for programs read
  /// them meanwhile.
  private static void merge(MemorySegment from, MemorySegment to, long kept) {
    for (long at = 0; at < to.byteSize(); at += Long.BYTES) {
      long old = to.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      long fresh = old & kept | from.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      if (fresh != old) {
        to.set(ValueLayout.JAVA_LONG_UNALIGNED, at, fresh);
      }
    }
  }
}
