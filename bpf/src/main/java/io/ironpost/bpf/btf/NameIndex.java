package io.ironpost.bpf.btf;

import java.nio.charset.StandardCharsets;

/// Finds types by their names: a hash table of chains in two arrays, built in one pass. A table of
/// strings would cost a hundred thousand objects, of which a program asks for a dozen.
final class NameIndex {
  private static final int MIN_BUCKETS = 16;

  private final TypeTable types;
  private final int[] heads;
  private final int[] next;

  NameIndex(TypeTable types) {
    this.types = types;
    this.heads = new int[Math.max(MIN_BUCKETS, Integer.highestOneBit(types.count()) << 1)];
    this.next = new int[types.count()];
    // Backwards: a chain then begins with the smallest id, the type that was declared first.
    for (int id = types.count() - 1; id > 0; id--) {
      int hash = types.hash(types.nameOffset(id));
      if (hash != 0) {
        int bucket = bucket(hash);
        next[id] = heads[bucket];
        heads[bucket] = id;
      }
    }
  }

  /// The first type with this name and one of the kinds, or 0.
  int find(String name, TypeKind... kinds) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int hash = 0;
    for (byte letter : wanted) {
      hash = mix(hash, letter);
    }
    for (int id = heads[bucket(hash)]; id != 0; id = next[id]) {
      if (isOne(types.kind(id), kinds) && types.stringIs(types.nameOffset(id), wanted)) {
        return id;
      }
    }
    return 0;
  }

  static int mix(int hash, byte letter) {
    return hash * 31 + letter;
  }

  private int bucket(int hash) {
    int spread = hash * 0x9e3779b9; // Fibonacci hashing: the high bits of 31·h + c say little
    return (spread >>> 7) & (heads.length - 1);
  }

  private static boolean isOne(TypeKind kind, TypeKind[] kinds) {
    for (TypeKind wanted : kinds) {
      if (kind == wanted) {
        return true;
      }
    }
    return false;
  }
}
