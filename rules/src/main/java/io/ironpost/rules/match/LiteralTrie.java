package io.ironpost.rules.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Literals that a value must start with, or end with: a walk that mostly dies after a few bytes,
/// and that stops walking where one literal only is left, to compare it at once. Edges live in one
/// open-addressing table keyed by (node, byte).
final class LiteralTrie {
  private static final long EMPTY = -1;

  /// In [#soles]: several literals pass through the node.
  private static final int SEVERAL = -1;

  /// In [#soles]: none has yet.
  private static final int NOBODY = -2;

  private final boolean fromEnd;
  private long[] keys = new long[64];
  private int[] targets = new int[64];
  private int edges;
  private int nodes = 1;
  private final List<int[]> numbers = new ArrayList<>(List.of(new int[0]));
  private final List<IndexedLiteral> literals;
  private int[] soles =
      new int[64]; // by node: the index of the one literal that passes, or why not

  private LiteralTrie(boolean fromEnd, List<IndexedLiteral> literals) {
    this.fromEnd = fromEnd;
    this.literals = literals;
    Arrays.fill(keys, EMPTY);
    Arrays.fill(soles, NOBODY);
    soles[0] = SEVERAL;
    for (int i = 0; i < literals.size(); i++) {
      add(i, literals.get(i));
    }
  }

  static LiteralTrie ofPrefixes(List<IndexedLiteral> literals) {
    return new LiteralTrie(false, literals);
  }

  static LiteralTrie ofSuffixes(List<IndexedLiteral> literals) {
    return new LiteralTrie(true, literals);
  }

  void scan(byte[] bytes, int start, int end, Found found) {
    if (fromEnd) {
      scanBackwards(bytes, start, end, found);
    } else {
      scanForwards(bytes, start, end, found);
    }
  }

  private void scanForwards(byte[] bytes, int start, int end, Found found) {
    int node = 0;
    for (int i = start; i < end; i++) {
      node = step(node, Ascii.LOWER[bytes[i] & 0xff]);
      if (node < 0) {
        return;
      }
      if (soles[node] >= 0) {
        compareSole(soles[node], bytes, start, end, found);
        return;
      }
      report(node, found);
    }
  }

  private void compareSole(int index, byte[] bytes, int start, int end, Found found) {
    IndexedLiteral sole = literals.get(index);
    int length = sole.bytes().length;
    if (length <= end - start
        && Ascii.foldedAt(bytes, fromEnd ? end - length : start, sole.bytes())) {
      found.found(sole.number());
    }
  }

  private void scanBackwards(byte[] bytes, int start, int end, Found found) {
    int node = 0;
    for (int i = end - 1; i >= start; i--) {
      node = step(node, Ascii.LOWER[bytes[i] & 0xff]);
      if (node < 0) {
        return;
      }
      if (soles[node] >= 0) {
        compareSole(soles[node], bytes, start, end, found);
        return;
      }
      report(node, found);
    }
  }

  private void report(int node, Found found) {
    for (int number : numbers.get(node)) {
      found.found(number);
    }
  }

  private int step(int node, byte b) {
    long key = key(node, b);
    int mask = keys.length - 1;
    for (int slot = slot(key, mask); keys[slot] != EMPTY; slot = slot + 1 & mask) {
      if (keys[slot] == key) {
        return targets[slot];
      }
    }
    return -1;
  }

  private static long key(int node, byte b) {
    return (long) node << 8 | b & 0xff;
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 40) & mask;
  }

  private void add(int index, IndexedLiteral literal) {
    byte[] bytes = literal.bytes();
    int node = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = fromEnd ? bytes[bytes.length - 1 - i] : bytes[i];
      int target = step(node, b);
      node = target >= 0 ? target : addEdge(node, b);
      soles[node] = soles[node] == NOBODY ? index : SEVERAL;
    }
    int[] known = numbers.get(node);
    int[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = literal.number();
    numbers.set(node, more);
  }

  private int addEdge(int node, byte b) {
    if (++edges * 2 > keys.length) {
      grow();
    }
    place(key(node, b), nodes);
    numbers.add(new int[0]);
    if (nodes == soles.length) {
      soles = Arrays.copyOf(soles, nodes * 2);
      Arrays.fill(soles, nodes, soles.length, NOBODY);
    }
    return nodes++;
  }

  private void place(long key, int target) {
    int mask = keys.length - 1;
    int slot = slot(key, mask);
    while (keys[slot] != EMPTY) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[oldKeys.length * 2];
    targets = new int[oldKeys.length * 2];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        place(oldKeys[i], oldTargets[i]);
      }
    }
  }
}
