package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Many entries in one call, from 5.6 on for hash maps and arrays, 5.12 for LPM tries. Where the
/// kernel or the type has no such call, one entry after the other, which is the same but slower.
final class MapBatches {
  /// Entries per call when reading: 16 KB of keys and values of the usual sizes, some 200 us,
  /// during which nobody else uses the map through the same [BpfMap].
  private static final int READ = 1024;

  /// A hash map gives whole buckets or ENOSPC; a bucket of more entries than this is not met.
  private static final int MOST_READ = 1 << 20;

  /// Entries per call when writing, for the same reason.
  private static final int WRITTEN = 4096;

  // BPF_MAP_*_BATCH: in_batch 0, out_batch 8, keys 16, values 24, count 32, map_fd 36
  private static final int COUNT = 32;
  private static final int MAP_FD = 36;

  private final MapShape shape;
  private final MapElements elements;

  MapBatches(MapShape shape, MapElements elements) {
    this.shape = shape;
    this.elements = elements;
  }

  void update(MemorySegment keys, MemorySegment values, int count) {
    check("keys", keys, count, shape.keyBytes());
    check("values", values, count, shape.entryBytes());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeKeys = near(keys, arena);
      MemorySegment nativeValues = near(values, arena);
      Attr attr = new Attr(arena);
      int done = 0;
      while (done < count) {
        int size = Math.min(WRITTEN, count - done);
        attr.clear()
            .u64(16, nativeKeys.address() + (long) done * shape.keyBytes())
            .u64(24, nativeValues.address() + (long) done * shape.entryBytes())
            .u32(COUNT, size);
        long result = call(BpfCommand.MAP_UPDATE_BATCH, attr);
        if (isRefused(result)) {
          updateSingly(keys, values, done, count);
          return;
        }
        if (result < 0) {
          throw MapRefusal.of(
              "write entry %d of %d to".formatted(done + attr.u32(COUNT), count), shape, result);
        }
        done += size;
      }
    }
  }

  private void updateSingly(MemorySegment keys, MemorySegment values, int from, int count) {
    for (int i = from; i < count; i++) {
      elements.update(key(keys, i), value(values, i), UpdateMode.ANY);
    }
  }

  int delete(MemorySegment keys, int count) {
    check("keys", keys, count, shape.keyBytes());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeKeys = near(keys, arena);
      Attr attr = new Attr(arena);
      int done = 0;
      int deleted = 0;
      while (done < count) {
        int size = Math.min(WRITTEN, count - done);
        attr.clear()
            .u64(16, nativeKeys.address() + (long) done * shape.keyBytes())
            .u32(COUNT, size);
        long result = call(BpfCommand.MAP_DELETE_BATCH, attr);
        if (isRefused(result)) {
          return deleted + deleteSingly(keys, done, count);
        }
        // It stops at a key that is not there, and says how many were before.
        boolean absent = result == -Errno.ENOENT.number();
        if (result < 0 && !absent) {
          throw MapRefusal.of("delete from", shape, result);
        }
        int taken = absent ? Math.min(attr.u32(COUNT), size) : size;
        deleted += taken;
        done += absent ? taken + 1 : size;
      }
      return deleted;
    }
  }

  private int deleteSingly(MemorySegment keys, int from, int count) {
    int deleted = 0;
    for (int i = from; i < count; i++) {
      if (elements.delete(key(keys, i))) {
        deleted++;
      }
    }
    return deleted;
  }

  void forEach(EntryVisitor visitor) {
    if (!read(BpfCommand.MAP_LOOKUP_BATCH, visitor)) {
      MapWalk.over(shape, elements, BpfCommand.MAP_LOOKUP_ELEM, visitor);
    }
  }

  void drain(EntryVisitor visitor) {
    if (!read(BpfCommand.MAP_LOOKUP_AND_DELETE_BATCH, visitor)) {
      MapWalk.over(shape, elements, BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM, visitor);
    }
  }

  /// @return false when the kernel has no such call for this map
  private boolean read(BpfCommand command, EntryVisitor visitor) {
    if (shape.keyBytes() == 0) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      BatchRead read = new BatchRead(arena, shape, Math.clamp(shape.maxEntries(), 1, READ));
      while (true) {
        long result = call(command, read.attributes());
        // Old kernels lose their way in a map that others remove from (EINTR): then key by key.
        if (isRefused(result) || result == -Errno.EINTR.number()) {
          return false;
        }
        if (result == -Errno.ENOSPC.number() && read.size() < MOST_READ) {
          read.grow();
          continue;
        }
        boolean last = result == -Errno.ENOENT.number();
        if (result < 0 && !last) {
          throw MapRefusal.of("read", shape, result);
        }
        read.show(visitor);
        if (last) {
          return true;
        }
      }
    }
  }

  private long call(BpfCommand command, Attr attr) {
    return elements.use(number -> Syscall.bpf(command, attr.u32(MAP_FD, (int) number)));
  }

  /// EINVAL is what kernels before 5.6 answer to a command they do not know; all arguments are
  /// right, so it can mean nothing else.
  private static boolean isRefused(long result) {
    return result < 0
        && (Errno.of((int) -result).meansUnsupported() || result == -Errno.EINVAL.number());
  }

  /// Memory that the kernel can read: a Java array moves.
  private static MemorySegment near(MemorySegment memory, Arena arena) {
    return memory.isNative() ? memory : arena.allocate(memory.byteSize(), 8).copyFrom(memory);
  }

  private MemorySegment key(MemorySegment keys, int index) {
    return keys.asSlice((long) index * shape.keyBytes(), shape.keyBytes());
  }

  private MemorySegment value(MemorySegment values, int index) {
    return values.asSlice((long) index * shape.entryBytes(), shape.entryBytes());
  }

  private void check(String what, MemorySegment given, int count, int each) {
    if (count < 0 || given.byteSize() < (long) count * each) {
      throw new WrongShapeException(
          "%d %s of map %s take %d bytes each; there are %d"
              .formatted(count, what, shape, each, given.byteSize()));
    }
  }
}
