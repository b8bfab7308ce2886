package io.ironpost.bpf.asm;

import java.util.Optional;

/// A map that a program names: what it is, not one that exists. Two specs that are equal mean the
/// same map, so programs that share a map share its spec.
///
/// @param name at most 15 characters of `[A-Za-z0-9_.]` (`BPF_OBJ_NAME_LEN`)
/// @param maxEntries of a ring: its size in bytes, a power of two and a multiple of the page
/// @param flags `BPF_F_*` of include/uapi/linux/bpf.h, see the constants here
/// @param inner what a map of maps holds
public record MapSpec(
    String name,
    MapType type,
    int keySize,
    int valueSize,
    int maxEntries,
    int flags,
    Optional<MapSpec> inner)
    implements Argument {
  /// Entries are made when they are written, not all at once. An LPM trie must have it.
  public static final int NO_PREALLOC = 1;

  private static final int NAME_LENGTH = 15;

  public MapSpec {
    KernelName.check(name, NAME_LENGTH);
    if (keySize < 0 || valueSize < 0 || maxEntries < 0) {
      throw new IllegalArgumentException("map " + name + ": a size is negative");
    }
  }

  public static MapSpec hash(String name, int keySize, int valueSize, int maxEntries) {
    return plain(name, MapType.HASH, keySize, valueSize, maxEntries, 0);
  }

  public static MapSpec lruHash(String name, int keySize, int valueSize, int maxEntries) {
    return plain(name, MapType.LRU_HASH, keySize, valueSize, maxEntries, 0);
  }

  public static MapSpec array(String name, int valueSize, int maxEntries) {
    return plain(name, MapType.ARRAY, Integer.BYTES, valueSize, maxEntries, 0);
  }

  public static MapSpec perCpuArray(String name, int valueSize, int maxEntries) {
    return plain(name, MapType.PERCPU_ARRAY, Integer.BYTES, valueSize, maxEntries, 0);
  }

  /// @param keySize the 4 bytes of the prefix length and the address behind them
  public static MapSpec lpmTrie(String name, int keySize, int valueSize, int maxEntries) {
    return plain(name, MapType.LPM_TRIE, keySize, valueSize, maxEntries, NO_PREALLOC);
  }

  /// @param bytes a power of two, at least a page
  public static MapSpec ring(String name, int bytes) {
    return plain(name, MapType.RINGBUF, 0, 0, bytes, 0);
  }

  public static MapSpec programs(String name, int maxEntries) {
    return plain(name, MapType.PROG_ARRAY, Integer.BYTES, Integer.BYTES, maxEntries, 0);
  }

  /// A map of maps: `HASH_OF_MAPS` or `ARRAY_OF_MAPS`.
  public static MapSpec ofMaps(
      String name, MapType type, int keySize, int maxEntries, MapSpec inner) {
    return new MapSpec(name, type, keySize, Integer.BYTES, maxEntries, 0, Optional.of(inner));
  }

  private static MapSpec plain(
      String name, MapType type, int keySize, int valueSize, int maxEntries, int flags) {
    return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, Optional.empty());
  }

  public MapSpec withFlags(int more) {
    return new MapSpec(name, type, keySize, valueSize, maxEntries, flags | more, inner);
  }

  public MapSpec withMaxEntries(int entries) {
    return new MapSpec(name, type, keySize, valueSize, entries, flags, inner);
  }
}
