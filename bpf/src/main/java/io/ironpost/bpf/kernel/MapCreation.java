package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.Arena;

/// Making maps, and finding out what one that others made is.
final class MapCreation {
  private static final int NO_INNER = -1;

  private MapCreation() {}

  static BpfMap create(MapSpec spec) {
    if (spec.inner().isEmpty()) {
      return create(MapShape.of(spec), NO_INNER);
    }
    // The kernel wants to see one of the maps that will be held; it keeps its shape alone.
    try (BpfMap example = create(spec.inner().get())) {
      return create(MapShape.of(spec), example.fd());
    }
  }

  private static BpfMap create(MapShape shape, int inner) {
    try (Arena arena = Arena.ofConfined()) {
      Attr attr = attributes(shape, inner, arena);
      long result = Syscall.bpf(BpfCommand.MAP_CREATE, attr);
      if (LockedMemory.raised(result, KernelVersion.running())) {
        result = Syscall.bpf(BpfCommand.MAP_CREATE, attr);
      }
      if (result < 0) {
        throw MapRefusal.ofCreation(shape, result);
      }
      return new BpfMap(shape, new Fd("map " + shape.name(), (int) result));
    }
  }

  /// map_type 0, key_size 4, value_size 8, max_entries 12, map_flags 16, inner_map_fd 20, map_name
  /// 28
  static Attr attributes(MapShape shape, int inner, Arena arena) {
    return new Attr(arena)
        .u32(0, shape.type().number())
        .u32(4, shape.keyBytes())
        .u32(8, shape.valueBytes())
        .u32(12, shape.maxEntries())
        .u32(16, shape.flags())
        .u32(20, inner == NO_INNER ? 0 : inner)
        .name(28, shape.name());
  }

  /// A map that exists, of whatever shape.
  static BpfMap opened(Fd fd) {
    try {
      MapInfo info = info(fd);
      MapShape shape =
          new MapShape(
              info.name(),
              info.type(),
              info.keySize(),
              info.valueSize(),
              info.maxEntries(),
              info.flags());
      return new BpfMap(shape, fd);
    } catch (BpfException e) {
      fd.close();
      throw e;
    }
  }

  /// struct bpf_map_info: type 0, id 4, key_size 8, value_size 12, max_entries 16, map_flags 20,
  /// name 24
  static MapInfo info(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      ObjectInfo info = ObjectInfo.of(fd, arena);
      return new MapInfo(
          info.u32(4),
          info.name(24),
          type(info.u32(0)),
          info.u32(8),
          info.u32(12),
          info.u32(16),
          info.u32(20));
    }
  }

  private static MapType type(int number) {
    MapType[] known = MapType.values();
    return number >= 0 && number < known.length ? known[number] : MapType.UNSPEC;
  }

  static MapShape freeze(Fd fd, MapShape shape) {
    try (Arena arena = Arena.ofConfined()) {
      long result = Syscall.bpf(BpfCommand.MAP_FREEZE, new Attr(arena).u32(0, fd.number()));
      if (result < 0) {
        throw Refusal.of("freeze map " + shape, result, "It needs kernel 5.2");
      }
      return shape;
    }
  }
}
