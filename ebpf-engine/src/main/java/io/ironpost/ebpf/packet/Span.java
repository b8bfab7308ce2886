package io.ironpost.ebpf.packet;

/// Bytes of which nobody knows what they claim; asked beyond the end they are zero. Short-lived, so
/// the compiler makes no object of it.
///
/// @param at where it begins in the array
/// @param end where it ends
record Span(byte[] bytes, int at, int end) {
  /// Whether there are this many.
  boolean has(int count) {
    return end - at >= count;
  }

  Span from(int offset) {
    return new Span(bytes, Math.min(end, at + offset), end);
  }

  int u8(int offset) {
    return has(offset + 1) ? bytes[at + offset] & 0xff : 0;
  }

  int u16(int offset) {
    return u8(offset) << 8 | u8(offset + 1);
  }

  long u32(int offset) {
    return (long) u16(offset) << 16 | u16(offset + 2);
  }

  long u64(int offset) {
    return u32(offset) << 32 | u32(offset + 4);
  }
}
