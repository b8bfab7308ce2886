package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;

/// What a map's memory looks like from here.
///
/// @param keyBytes 0 for queues, stacks, bloom filters and rings, which have no keys
/// @param valueBytes of one value; of a per-CPU map, of one CPU's
/// @param flags `BPF_F_*` it was made with
record MapShape(
    String name, MapType type, int keyBytes, int valueBytes, int maxEntries, int flags) {

  static MapShape of(MapSpec spec) {
    return new MapShape(
        spec.name(),
        spec.type(),
        spec.keySize(),
        spec.valueSize(),
        spec.maxEntries(),
        spec.flags());
  }

  boolean isPerCpu() {
    return switch (type) {
      case PERCPU_HASH, PERCPU_ARRAY, LRU_PERCPU_HASH, PERCPU_CGROUP_STORAGE -> true;
      default -> false;
    };
  }

  /// Whether values are descriptors when written and ids when read.
  boolean holdsObjects() {
    return switch (type) {
      case ARRAY_OF_MAPS, HASH_OF_MAPS, PROG_ARRAY -> true;
      default -> false;
    };
  }

  /// How far the values of two CPUs are apart: rounded up to eight bytes (bpf_map_value_size,
  /// kernel/bpf/syscall.c).
  int strideBytes() {
    return valueBytes + 7 & -8;
  }

  /// How many bytes the kernel reads or writes for one entry.
  int entryBytes() {
    return isPerCpu() ? strideBytes() * PossibleCpus.count() : valueBytes;
  }

  /// Whether a map of this shape can stand for one of that shape. Names are not compared, the
  /// kernel cuts them; flags the kernel adds by itself are not looked at.
  boolean fits(MapShape wanted) {
    return type == wanted.type
        && keyBytes == wanted.keyBytes
        && valueBytes == wanted.valueBytes
        && maxEntries == wanted.maxEntries;
  }

  @Override
  public String toString() {
    return "%s (%s, key %d, value %d, %d entries)"
        .formatted(name, type, keyBytes, valueBytes, maxEntries);
  }
}
