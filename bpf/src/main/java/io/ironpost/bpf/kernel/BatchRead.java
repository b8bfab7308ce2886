package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The state of one reading of a map in batches: where it is, and room for what comes.
final class BatchRead {
  /// The place in the map, opaque: a bucket's number or a key (kernel/bpf/hashtab.c,
  /// generic_map_lookup_batch).
  private static final int LEAST_PLACE = 8;

  // BPF_MAP_LOOKUP_BATCH: in_batch 0, out_batch 8, keys 16, values 24, count 32
  private static final int COUNT = 32;

  private final Arena arena;
  private final MapShape shape;
  private final Attr attr;
  private MemorySegment place;
  private MemorySegment nextPlace;
  private MemorySegment keys;
  private MemorySegment values;
  private int size;
  private boolean begun;

  BatchRead(Arena arena, MapShape shape, int size) {
    this.arena = arena;
    this.shape = shape;
    this.size = size;
    attr = new Attr(arena);
    int placeBytes = Math.max(LEAST_PLACE, shape.keyBytes());
    place = arena.allocate(placeBytes, 8);
    nextPlace = arena.allocate(placeBytes, 8);
    keys = arena.allocate((long) shape.keyBytes() * size, 8);
    values = arena.allocate((long) shape.entryBytes() * size, 8);
  }

  int size() {
    return size;
  }

  Attr attributes() {
    attr.clear().pointer(8, nextPlace).pointer(16, keys).pointer(24, values).u32(COUNT, size);
    return begun ? attr.pointer(0, place) : attr;
  }

  /// More room, for the same place again. Four times as much each time, so that the smaller ones,
  /// which the arena keeps, add up to a third of the last.
  void grow() {
    size *= 4;
    keys = arena.allocate((long) shape.keyBytes() * size, 8);
    values = arena.allocate((long) shape.entryBytes() * size, 8);
  }

  /// Shows what came, and moves on.
  void show(EntryVisitor visitor) {
    int count = Math.min(attr.u32(COUNT), size);
    for (int i = 0; i < count; i++) {
      visitor.entry(
          keys.asSlice((long) i * shape.keyBytes(), shape.keyBytes()),
          values.asSlice((long) i * shape.entryBytes(), shape.entryBytes()));
    }
    MemorySegment before = place;
    place = nextPlace;
    nextPlace = before;
    begun = true;
  }
}
