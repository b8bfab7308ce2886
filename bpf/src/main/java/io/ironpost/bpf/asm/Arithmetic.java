package io.ironpost.bpf.asm;

/// Arithmetic. Names without a number work on 64 bits; those ending in `32` work on the lower half
/// and clear the upper.
abstract sealed class Arithmetic extends Emitter permits Memory {
  /// The shortest load of a constant: one slot where it fits into 32 signed bits, else two.
  public final void mov(Reg to, long value) {
    if (value == (int) value) {
      alu(Opcode.ALU64, Alu.MOV, to, (int) value);
    } else {
      emitWide(to, 0, (int) value, (int) (value >>> Integer.SIZE));
    }
  }

  public final void mov(Reg to, Reg from) {
    alu(Opcode.ALU64, Alu.MOV, to, from);
  }

  public final void mov32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.MOV, to, value);
  }

  public final void mov32(Reg to, Reg from) {
    alu(Opcode.ALU32, Alu.MOV, to, from);
  }

  /// Adds.
  public final void add(Reg to, int value) {
    alu(Opcode.ALU64, Alu.ADD, to, value);
  }

  public final void add(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.ADD, to, by);
  }

  /// Subtracts.
  public final void sub(Reg to, int value) {
    alu(Opcode.ALU64, Alu.SUB, to, value);
  }

  public final void sub(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.SUB, to, by);
  }

  /// Multiplies.
  public final void mul(Reg to, int value) {
    alu(Opcode.ALU64, Alu.MUL, to, value);
  }

  public final void mul(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.MUL, to, by);
  }

  /// Divides, unsigned; by zero gives zero.
  public final void div(Reg to, int value) {
    alu(Opcode.ALU64, Alu.DIV, to, value);
  }

  public final void div(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.DIV, to, by);
  }

  /// The remainder, unsigned; by zero leaves the register.
  public final void mod(Reg to, int value) {
    alu(Opcode.ALU64, Alu.MOD, to, value);
  }

  public final void mod(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.MOD, to, by);
  }

  /// Bitwise and.
  public final void and(Reg to, int value) {
    alu(Opcode.ALU64, Alu.AND, to, value);
  }

  public final void and(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.AND, to, by);
  }

  /// Bitwise or.
  public final void or(Reg to, int value) {
    alu(Opcode.ALU64, Alu.OR, to, value);
  }

  public final void or(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.OR, to, by);
  }

  /// Bitwise exclusive or.
  public final void xor(Reg to, int value) {
    alu(Opcode.ALU64, Alu.XOR, to, value);
  }

  public final void xor(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.XOR, to, by);
  }

  /// Shifts left.
  public final void lsh(Reg to, int value) {
    alu(Opcode.ALU64, Alu.LSH, to, value);
  }

  public final void lsh(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.LSH, to, by);
  }

  /// Shifts right, filling with zeros.
  public final void rsh(Reg to, int value) {
    alu(Opcode.ALU64, Alu.RSH, to, value);
  }

  public final void rsh(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.RSH, to, by);
  }

  /// Shifts right, filling with the sign.
  public final void arsh(Reg to, int value) {
    alu(Opcode.ALU64, Alu.ARSH, to, value);
  }

  public final void arsh(Reg to, Reg by) {
    alu(Opcode.ALU64, Alu.ARSH, to, by);
  }

  public final void neg(Reg to) {
    alu(Opcode.ALU64, Alu.NEG, to, 0);
  }

  public final void add32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.ADD, to, value);
  }

  public final void add32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.ADD, to, by);
  }

  public final void sub32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.SUB, to, value);
  }

  public final void sub32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.SUB, to, by);
  }

  public final void mul32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.MUL, to, value);
  }

  public final void mul32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.MUL, to, by);
  }

  public final void div32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.DIV, to, value);
  }

  public final void div32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.DIV, to, by);
  }

  public final void mod32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.MOD, to, value);
  }

  public final void mod32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.MOD, to, by);
  }

  public final void and32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.AND, to, value);
  }

  public final void and32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.AND, to, by);
  }

  public final void or32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.OR, to, value);
  }

  public final void or32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.OR, to, by);
  }

  public final void xor32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.XOR, to, value);
  }

  public final void xor32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.XOR, to, by);
  }

  public final void lsh32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.LSH, to, value);
  }

  public final void lsh32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.LSH, to, by);
  }

  public final void rsh32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.RSH, to, value);
  }

  public final void rsh32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.RSH, to, by);
  }

  public final void arsh32(Reg to, int value) {
    alu(Opcode.ALU32, Alu.ARSH, to, value);
  }

  public final void arsh32(Reg to, Reg by) {
    alu(Opcode.ALU32, Alu.ARSH, to, by);
  }

  public final void neg32(Reg to) {
    alu(Opcode.ALU32, Alu.NEG, to, 0);
  }

  /// Turns the lower bytes into network order (or back: it is the same turn); the rest is cleared.
  public final void toBigEndian(Reg to, Size size) {
    emit(Opcode.ALU32 | Alu.END.code() | Opcode.SOURCE_REGISTER, to.number(), 0, 0, swapBits(size));
  }

  /// Clears the bytes above; on a little-endian machine nothing else.
  public final void toLittleEndian(Reg to, Size size) {
    emit(Opcode.ALU32 | Alu.END.code(), to.number(), 0, 0, swapBits(size));
  }

  private static int swapBits(Size size) {
    if (size == Size.B) {
      throw new AssemblyException(CallSite.find(), "one byte has no order");
    }
    return size.bytes() * Byte.SIZE;
  }

  private void alu(int opcodeClass, Alu operation, Reg to, int value) {
    emit(opcodeClass | operation.code(), to.number(), 0, 0, value);
  }

  private void alu(int opcodeClass, Alu operation, Reg to, Reg by) {
    emit(opcodeClass | operation.code() | Opcode.SOURCE_REGISTER, to.number(), by.number(), 0, 0);
  }
}
