package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.Arena;

/// Makes the smallest map of a kind.
final class ProbeMaps {
  private static final String NAME = "probe";
  private static final MapSpec INNER = MapSpec.array(NAME, Integer.BYTES, 1);

  private ProbeMaps() {}

  static long tryType(MapType type) {
    return tryMap(smallest(type));
  }

  static long tryMappedArray() {
    return tryMap(MapSpec.array(NAME, Long.BYTES, 1).withFlags(BpfMap.MMAPABLE));
  }

  private static long tryMap(MapSpec spec) {
    try (BpfMap _ = BpfMap.create(spec)) {
      return 0;
    } catch (KernelRefusedException e) {
      return -e.errno().number();
    }
  }

  /// An empty batch: a kernel that knows the command has nothing to do.
  static long tryBatch() {
    try (BpfMap map = BpfMap.create(MapSpec.hash(NAME, Integer.BYTES, Integer.BYTES, 1));
        Arena arena = Arena.ofConfined()) {
      return Syscall.bpf(BpfCommand.MAP_LOOKUP_BATCH, new Attr(arena).u32(36, map.fd()));
    } catch (KernelRefusedException e) {
      return -e.errno().number();
    }
  }

  /// Each kind has its own idea of what a key and a value are (map_alloc_check in kernel/bpf/*.c).
  private static MapSpec smallest(MapType type) {
    return switch (type) {
      case LPM_TRIE -> MapSpec.lpmTrie(NAME, LpmKey.V4_BYTES, Integer.BYTES, 1);
      case RINGBUF, USER_RINGBUF -> plain(type, 0, 0, PageSize.bytes());
      case QUEUE, STACK, BLOOM_FILTER -> plain(type, 0, Integer.BYTES, 1);
      case ARRAY_OF_MAPS, HASH_OF_MAPS -> MapSpec.ofMaps(NAME, type, Integer.BYTES, 1, INNER);
      case STACK_TRACE -> plain(type, Integer.BYTES, Long.BYTES, 1);
      case CGROUP_STORAGE, PERCPU_CGROUP_STORAGE -> plain(type, 16, Integer.BYTES, 0);
      default -> plain(type, Integer.BYTES, Integer.BYTES, 1);
    };
  }

  private static MapSpec plain(MapType type, int keyBytes, int valueBytes, int entries) {
    MapSpec like = MapSpec.hash(NAME, keyBytes, valueBytes, entries);
    return new MapSpec(NAME, type, keyBytes, valueBytes, entries, 0, like.inner());
  }
}
