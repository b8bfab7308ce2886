package io.ironpost.bpf.asm;

/// Some bytes of a function's stack, at an address relative to [Reg#FP].
///
/// @param offset negative, a multiple of 8
/// @param size in bytes, as asked for
/// @param frame whose stack: 0 the program's own, then its functions in the order they are emitted.
///   Each function has an `FP` of its own, so a slot of another would be other bytes.
public record Slot(String name, int offset, int size, int frame) implements Argument {
  /// A part of the slot, for a member of a struct that lies in it.
  public Slot part(int at, int bytes) {
    if (at < 0 || bytes <= 0 || at + bytes > size) {
      throw new AssemblyException(
          CallSite.find(),
          "%d bytes at %d are not within %s of %d bytes".formatted(bytes, at, name, size));
    }
    return new Slot(name + "+" + at, offset + at, bytes, frame);
  }

  public Slot part(Field field) {
    return part(field.offset(), field.bytes());
  }
}
