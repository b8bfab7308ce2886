package io.ironpost.bpf.asm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A member of a [Layout]: the assembler stores to it, Java reads it, from one description, so that
/// the two sides cannot drift apart. Reading goes through constant layouts; with the field in a
/// `static final` the JIT folds all of it into one load.
///
/// @param width of one element
/// @param count 1, or how many elements of an array
/// @param order [ByteOrder#BIG_ENDIAN] for what came from the wire
public record Field(String name, int offset, Size width, int count, ByteOrder order) {
  /// All of it.
  public int bytes() {
    return width.bytes() * count;
  }

  /// Where it ends.
  public int end() {
    return offset + bytes();
  }

  /// Reads a number, unsigned unless it has 64 bits.
  ///
  /// @param base where the structure begins
  public long get(MemorySegment from, long base) {
    long at = base + offset;
    return switch (width) {
      case B -> from.get(ValueLayout.JAVA_BYTE, at) & 0xffL;
      case H -> ordered(from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at)) & 0xffffL;
      case W -> ordered(from.get(ValueLayout.JAVA_INT_UNALIGNED, at)) & 0xffff_ffffL;
      case DW -> ordered(from.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
    };
  }

  /// Reads a number that fits into an int, such as a port or a process id.
  public int getInt(MemorySegment from, long base) {
    return (int) get(from, base);
  }

  /// Writes a number; what does not fit is cut off.
  public void set(MemorySegment to, long base, long value) {
    long at = base + offset;
    switch (width) {
      case B -> to.set(ValueLayout.JAVA_BYTE, at, (byte) value);
      case H -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, ordered((short) value));
      case W -> to.set(ValueLayout.JAVA_INT_UNALIGNED, at, ordered((int) value));
      case DW -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, at, ordered(value));
    }
  }

  /// The field's own bytes, not copied.
  public MemorySegment slice(MemorySegment from, long base) {
    return from.asSlice(base + offset, bytes());
  }

  /// Copies the field's bytes out.
  public void copyTo(MemorySegment from, long base, byte[] to, int at) {
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, base + offset, to, at, bytes());
  }

  private short ordered(short value) {
    return order == ByteOrder.nativeOrder() ? value : Short.reverseBytes(value);
  }

  private int ordered(int value) {
    return order == ByteOrder.nativeOrder() ? value : Integer.reverseBytes(value);
  }

  private long ordered(long value) {
    return order == ByteOrder.nativeOrder() ? value : Long.reverseBytes(value);
  }
}
