package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// The argument of bpf(2): `union bpf_attr` of include/uapi/linux/bpf.h. Offsets are written beside
/// their use, where the field's name of that header is.
///
/// Always passed whole: a kernel that knows a shorter union accepts the rest as long as it is zero
/// (bpf_check_uarg_tail_zero), so one size serves old and new ones.
final class Attr {
  /// Ends behind the last field in use, `log_true_size` of BPF_PROG_LOAD, rounded up.
  static final int BYTES = 152;

  /// BPF_OBJ_NAME_LEN, the final zero included.
  private static final int NAME_BYTES = 16;

  private final MemorySegment segment;

  Attr(Arena arena) {
    segment = arena.allocate(BYTES, Long.BYTES);
  }

  MemorySegment segment() {
    return segment;
  }

  Attr clear() {
    segment.fill((byte) 0);
    return this;
  }

  Attr u32(long offset, int value) {
    segment.set(JAVA_INT, offset, value);
    return this;
  }

  int u32(long offset) {
    return segment.get(JAVA_INT, offset);
  }

  Attr u64(long offset, long value) {
    segment.set(JAVA_LONG, offset, value);
    return this;
  }

  /// A pointer. Nothing here keeps the memory alive: the caller's arena does.
  Attr pointer(long offset, MemorySegment memory) {
    return u64(offset, memory.address());
  }

  /// A name as the kernel allows it, letters, digits, `_` and `.`, cut to 15 (bpf_obj_name_cpy).
  Attr name(long offset, String name) {
    byte[] bytes = name.replaceAll("[^A-Za-z0-9_.]", "_").getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(bytes.length, NAME_BYTES - 1);
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, offset, length);
    return this;
  }
}
