package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reading a map key by key, for kernels and types without batches.
final class MapWalk {
  /// When the key it stands at is removed, a hash map begins anew (htab_map_get_next_key). Programs
  /// that remove and add all the time could keep a walk going for ever: it ends after so many times
  /// the entries that the map can hold.
  private static final int ROUNDS = 2;

  // BPF_MAP_GET_NEXT_KEY: map_fd 0, key 8, next_key 16
  private static final int KEY = 8;

  private MapWalk() {}

  static void over(MapShape shape, MapElements elements, BpfCommand how, EntryVisitor visitor) {
    if (shape.keyBytes() == 0) {
      throw new WrongShapeException("map " + shape + " has no keys to go through");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocate(shape.keyBytes(), 8);
      MemorySegment next = arena.allocate(shape.keyBytes(), 8);
      MemorySegment value = arena.allocate(Math.max(shape.entryBytes(), 1), 8);
      MemorySegment shown = value.asSlice(0, shape.entryBytes());
      Attr attr = new Attr(arena).pointer(16, next);
      boolean found = advance(shape, elements, attr);
      for (long left = (long) ROUNDS * shape.maxEntries(); found && left > 0; left--) {
        MemorySegment.copy(next, 0, key, 0, shape.keyBytes());
        // On first, then the entry: whoever is shown it may remove it.
        found = advance(shape, elements, attr.pointer(KEY, key));
        show(elements, how, key, shown, visitor);
      }
    }
  }

  private static void show(
      MapElements elements,
      BpfCommand how,
      MemorySegment key,
      MemorySegment value,
      EntryVisitor visitor) {
    if (how == BpfCommand.MAP_LOOKUP_ELEM) {
      if (elements.lookup(key, value)) {
        visitor.entry(key, value);
      }
    } else if (elements.take(key, value)) {
      visitor.entry(key, value);
    }
  }

  private static boolean advance(MapShape shape, MapElements elements, Attr attr) {
    long result =
        elements.use(fd -> Syscall.bpf(BpfCommand.MAP_GET_NEXT_KEY, attr.u32(0, (int) fd)));
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    if (result < 0) {
      throw MapRefusal.of("go through", shape, result);
    }
    return true;
  }
}
