package io.ironpost.bpf.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Loads, stores, atomics and the stack.
abstract sealed class Memory extends Arithmetic permits Flow {
  /// What a program may have on its stack (`MAX_BPF_STACK`, include/linux/filter.h), its functions
  /// that call each other together.
  static final int MAX_STACK = 512;

  private static final int SLOT_ALIGNMENT = 8;

  private List<Slot> slots = new ArrayList<>();
  private int frame;

  /// `to = *(size *) (base + offset)`, filled up with zeros.
  public final void load(Size size, Reg to, Reg base, int offset) {
    emit(Opcode.LDX | Opcode.MODE_MEM | size.opcode(), to.number(), base.number(), offset, 0);
  }

  /// `*(size *) (base + offset) = from`.
  public final void store(Size size, Reg base, int offset, Reg from) {
    emit(Opcode.STX | Opcode.MODE_MEM | size.opcode(), base.number(), from.number(), offset, 0);
  }

  /// `*(size *) (base + offset) = value`; 64 bits are filled with the sign.
  public final void store(Size size, Reg base, int offset, int value) {
    emit(Opcode.ST | Opcode.MODE_MEM | size.opcode(), base.number(), 0, offset, value);
  }

  /// Loads a member of the structure that `base` points to. Byte order is left as it is.
  public final void load(Reg to, Reg base, Field field) {
    load(width(field), to, base, field.offset());
  }

  public final void store(Reg base, Field field, Reg from) {
    store(width(field), base, field.offset(), from);
  }

  public final void store(Reg base, Field field, int value) {
    store(width(field), base, field.offset(), value);
  }

  private static Size width(Field field) {
    if (field.count() != 1) {
      throw new AssemblyException(CallSite.find(), field.name() + " is an array, not one number");
    }
    return field.width();
  }

  /// Bytes of the stack of the function being emitted, at a multiple of 8. Nothing is in them yet;
  /// see [#zero(Slot)].
  public final Slot slot(String name, int size) {
    int below = slots.isEmpty() ? 0 : slots.getLast().offset();
    int rounded = (size + SLOT_ALIGNMENT - 1) / SLOT_ALIGNMENT * SLOT_ALIGNMENT;
    Slot slot = new Slot(name, below - rounded, size, frame);
    slots.add(slot);
    if (-slot.offset() > MAX_STACK) {
      throw new AssemblyException(CallSite.find(), "the stack holds 512 bytes, not " + listed());
    }
    return slot;
  }

  public final Slot slot(String name, Layout layout) {
    return slot(name, layout.size());
  }

  private String listed() {
    return slots.stream().map(s -> s.name() + " " + s.size()).collect(Collectors.joining(", "));
  }

  /// What the function's slots take.
  final int stackDepth() {
    return slots.isEmpty() ? 0 : -slots.getLast().offset();
  }

  final void freshStack() {
    slots = new ArrayList<>();
    frame++;
  }

  /// Fills the slot with zeros, padding included: kernels before 6.3 refuse to read a byte of the
  /// stack that nothing was written to, and a key's padding counts when keys are compared.
  public final void zero(Slot slot) {
    for (int at = 0; at < slot.size(); at += SLOT_ALIGNMENT) {
      store(Size.DW, Reg.FP, offset(slot) + at, 0);
    }
  }

  /// A slot that is zeroed at once.
  public final Slot zeroedSlot(String name, int size) {
    Slot slot = slot(name, size);
    zero(slot);
    return slot;
  }

  public final Slot zeroedSlot(String name, Layout layout) {
    return zeroedSlot(name, layout.size());
  }

  /// Loads a slot of 1, 2, 4 or 8 bytes.
  public final void load(Reg to, Slot slot) {
    load(width(slot), to, Reg.FP, offset(slot));
  }

  public final void store(Slot slot, Reg from) {
    store(width(slot), Reg.FP, offset(slot), from);
  }

  public final void store(Slot slot, int value) {
    store(width(slot), Reg.FP, offset(slot), value);
  }

  /// Loads a member of the structure in the slot.
  public final void load(Reg to, Slot slot, Field field) {
    load(width(field), to, Reg.FP, offset(slot.part(field)));
  }

  public final void store(Slot slot, Field field, Reg from) {
    store(width(field), Reg.FP, offset(slot.part(field)), from);
  }

  public final void store(Slot slot, Field field, int value) {
    store(width(field), Reg.FP, offset(slot.part(field)), value);
  }

  /// Makes the register point to the slot.
  public final void addressOf(Reg to, Slot slot) {
    int offset = offset(slot);
    mov(to, Reg.FP);
    add(to, offset);
  }

  private static Size width(Slot slot) {
    return switch (slot.size()) {
      case 1, 2, 4, 8 -> Size.ofBytes(slot.size());
      default ->
          throw new AssemblyException(
              CallSite.find(),
              "%s has %d bytes, not one number's".formatted(slot.name(), slot.size()));
    };
  }

  final int offset(Slot slot) {
    if (slot.frame() != frame) {
      throw new AssemblyException(
          CallSite.find(), slot.name() + " lies on the stack of another function");
    }
    return slot.offset();
  }

  /// Copies bytes in the widest loads that the offsets' own alignment allows; `scratch` is lost.
  public final void copy(Reg to, int toOffset, Reg from, int fromOffset, int bytes, Reg scratch) {
    int at = 0;
    while (at < bytes) {
      Size size = widest(bytes - at, (toOffset + at) | (fromOffset + at));
      load(size, scratch, from, fromOffset + at);
      store(size, to, toOffset + at, scratch);
      at += size.bytes();
    }
  }

  /// The same where the source may be read at any address, as a packet may on the machines this is
  /// for.
  final void copyUnaligned(Reg to, int toOffset, Reg from, int fromOffset, int bytes, Reg scratch) {
    int at = 0;
    while (at < bytes) {
      Size size = widest(bytes - at, toOffset + at);
      load(size, scratch, from, fromOffset + at);
      store(size, to, toOffset + at, scratch);
      at += size.bytes();
    }
  }

  private static Size widest(int left, int alignment) {
    if (left >= 8 && (alignment & 7) == 0) {
      return Size.DW;
    }
    if (left >= 4 && (alignment & 3) == 0) {
      return Size.W;
    }
    return left >= 2 && (alignment & 1) == 0 ? Size.H : Size.B;
  }

  /// Adds to memory in one step: 4 or 8 bytes.
  public final void atomicAdd(Size size, Reg base, int offset, Reg value) {
    atomic(size, Alu.ADD.code(), base, offset, value);
  }

  public final void atomicOr(Size size, Reg base, int offset, Reg value) {
    atomic(size, Alu.OR.code(), base, offset, value);
  }

  public final void atomicAnd(Size size, Reg base, int offset, Reg value) {
    atomic(size, Alu.AND.code(), base, offset, value);
  }

  public final void atomicXor(Size size, Reg base, int offset, Reg value) {
    atomic(size, Alu.XOR.code(), base, offset, value);
  }

  /// Adds, and leaves in `value` what was there before. Kernel 5.12.
  public final void fetchAdd(Size size, Reg base, int offset, Reg value) {
    atomic(size, Alu.ADD.code() | Opcode.ATOMIC_FETCH, base, offset, value);
  }

  /// Puts `value` there and what was there into `value`. Kernel 5.12.
  public final void exchange(Size size, Reg base, int offset, Reg value) {
    atomic(size, Opcode.ATOMIC_XCHG, base, offset, value);
  }

  /// Puts `value` there if what is there equals `R0`; `R0` is what was there. Kernel 5.12.
  public final void compareExchange(Size size, Reg base, int offset, Reg value) {
    atomic(size, Opcode.ATOMIC_CMPXCHG, base, offset, value);
  }

  private void atomic(Size size, int operation, Reg base, int offset, Reg value) {
    if (size.bytes() < Integer.BYTES) {
      throw new AssemblyException(CallSite.find(), "atomics are 4 or 8 bytes wide");
    }
    emit(
        Opcode.STX | Opcode.MODE_ATOMIC | size.opcode(),
        base.number(),
        value.number(),
        offset,
        operation);
  }
}
