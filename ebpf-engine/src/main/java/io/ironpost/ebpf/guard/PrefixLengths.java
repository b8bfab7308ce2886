package io.ironpost.ebpf.guard;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Which prefix lengths feeds have in a part of the address space, as bits, the longest in the
/// lowest: so many look-ups of a hash table find the network of an address. Few parts have more
/// than two lengths; an LPM trie of 100,000 networks has 17 levels, each a memory access and a
/// branch that cannot be guessed, and takes twice as long.
///
/// IPv4: of each /16 a word, bit 32 less the length. IPv6: of each of 4,096 hashes of the first 32
/// bits three words, for the lengths from 128, from 64, and 0.
final class PrefixLengths {
  static final int V4_CELL_BITS = 16;
  static final int V4_CELL_BYTES = Long.BYTES;
  static final int V6_CELL_BITS = 12;

  /// Three words and one for a power of two.
  static final int V6_CELL_BYTES = 4 * Long.BYTES;

  static final int V4_TABLE_BYTES = V4_CELL_BYTES << V4_CELL_BITS;

  static final int V6_TABLE_BYTES = V6_CELL_BYTES << V6_CELL_BITS;

  /// Behind the table: which bit is set, by [#DE_BRUIJN].
  private static final int POSITIONS = 64;

  static final int V4_BYTES = V4_TABLE_BYTES + POSITIONS;
  static final int V6_BYTES = V6_TABLE_BYTES + POSITIONS;

  /// A word of which every 6 bits in a row differ: times one bit, its upper 6 bits say which
  /// (Leiserson, Prokop, Randall, "Using de Bruijn Sequences to Index a 1 in a Computer Word").
  static final long DE_BRUIJN = 0x03f7_9d71_b4cb_0a89L;

  static final int DE_BRUIJN_SHIFT = 58;

  private final MemorySegment v4;
  private final MemorySegment v6;

  PrefixLengths(MemorySegment v4, MemorySegment v6) {
    this.v4 = v4;
    this.v6 = v6;
    for (int bit = 0; bit < POSITIONS; bit++) {
      int at = (int) ((1L << bit) * DE_BRUIJN >>> DE_BRUIJN_SHIFT);
      v4.set(ValueLayout.JAVA_BYTE, V4_TABLE_BYTES + at, (byte) bit);
      v6.set(ValueLayout.JAVA_BYTE, V6_TABLE_BYTES + at, (byte) bit);
    }
  }

  /// None, on the heap.
  static PrefixLengths empty() {
    return new PrefixLengths(
        MemorySegment.ofArray(new byte[V4_BYTES]), MemorySegment.ofArray(new byte[V6_BYTES]));
  }

  void addV4(int address, int length) {
    int first = address >>> Integer.SIZE - V4_CELL_BITS;
    int count = length >= V4_CELL_BITS ? 1 : 1 << V4_CELL_BITS - length;
    long bit = 1L << Integer.SIZE - length;
    for (int cell = first; cell < first + count; cell++) {
      set(v4, (long) cell * V4_CELL_BYTES, bit);
    }
  }

  void addV6(long high, int length) {
    int missing = Integer.SIZE - length;
    if (missing >= V6_CELL_BITS) {
      for (int cell = 0; cell < 1 << V6_CELL_BITS; cell++) {
        addCell(cell, length);
      }
      return;
    }
    int first = (int) (high >>> Integer.SIZE);
    int count = missing <= 0 ? 1 : 1 << missing;
    for (int i = 0; i < count; i++) {
      addCell(cellV6(first + i), length);
    }
  }

  private void addCell(int cell, int length) {
    int word = (2 * Long.SIZE - length) / Long.SIZE;
    int bit = (2 * Long.SIZE - length) % Long.SIZE;
    set(v6, (long) cell * V6_CELL_BYTES + (long) word * Long.BYTES, 1L << bit);
  }

  static int cellV6(int first32) {
    return first32 * Hints.SHORT_FACTOR >>> Integer.SIZE - V6_CELL_BITS;
  }

  private static void set(MemorySegment table, long at, long bit) {
    long old = table.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    if ((old & bit) == 0) {
      table.set(ValueLayout.JAVA_LONG_UNALIGNED, at, old | bit);
    }
  }

  /// Sets all bits that are set there.
  void addAll(PrefixLengths from) {
    merge(from.v4, v4, -1);
    merge(from.v6, v6, -1);
  }

  /// Takes over all bits, the cleared ones too.
  void replace(PrefixLengths from) {
    merge(from.v4, v4, 0);
    merge(from.v6, v6, 0);
  }

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
