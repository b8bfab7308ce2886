package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// What BPF_OBJ_GET_INFO_BY_FD fills. Offsets are those of `struct bpf_map_info`, `bpf_prog_info`
/// and `bpf_link_info` of include/uapi/linux/bpf.h; a field that an old kernel does not know stays
/// zero.
final class ObjectInfo {
  /// Behind the last field in use of the longest of the three.
  private static final int BYTES = 256;

  private static final int NAME_BYTES = 16;

  private final MemorySegment info;

  private ObjectInfo(MemorySegment info) {
    this.info = info;
  }

  static ObjectInfo of(Fd fd, Arena arena) {
    MemorySegment info = arena.allocate(BYTES, Long.BYTES);
    // info: bpf_fd 0, info_len 4, info 8
    Attr attr = new Attr(arena).u32(0, fd.number()).u32(4, BYTES).pointer(8, info);
    long result = Syscall.bpf(BpfCommand.OBJ_GET_INFO_BY_FD, attr);
    if (result < 0) {
      throw Refusal.of("read about " + fd.what(), result, "");
    }
    return new ObjectInfo(info);
  }

  int u32(long offset) {
    return info.get(JAVA_INT_UNALIGNED, offset);
  }

  long u64(long offset) {
    return info.get(JAVA_LONG_UNALIGNED, offset);
  }

  byte[] bytes(long offset, int count) {
    return info.asSlice(offset, count).toArray(JAVA_BYTE);
  }

  String name(long offset) {
    byte[] name = bytes(offset, NAME_BYTES);
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, StandardCharsets.US_ASCII);
  }
}
