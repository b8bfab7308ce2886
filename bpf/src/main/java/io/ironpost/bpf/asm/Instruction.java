package io.ironpost.bpf.asm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One slot of eight bytes, as it lies in the program (`struct bpf_insn`). The load of a 64-bit
/// constant takes two slots; the second holds the upper half and nothing else, so that an index
/// into a list of instructions is the index the verifier speaks of.
///
/// @param opcode class, operation or size, and mode: 8 bits
/// @param target the register written, or the address stored to: 4 bits
/// @param source the register read, or the kind of a call or constant: 4 bits
/// @param offset of memory, or of a jump in slots: 16 bits, signed
/// @param immediate the constant
public record Instruction(int opcode, int target, int source, int offset, int immediate) {
  /// The size of a slot.
  public static final int BYTES = 8;

  public Instruction {
    require(opcode, 0, 0xff, "opcode");
    require(target, 0, 0xf, "target register");
    require(source, 0, 0xf, "source register");
    require(offset, Short.MIN_VALUE, Short.MAX_VALUE, "offset");
  }

  private static void require(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d is not within %d to %d".formatted(what, value, least, most));
    }
  }

  /// Appends the eight bytes. Little endian, as on every machine this is built for.
  void encode(ByteBuffer to) {
    to.order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) opcode)
        .put((byte) (source << 4 | target))
        .putShort((short) offset)
        .putInt(immediate);
  }

  static Instruction decode(ByteBuffer from) {
    from.order(ByteOrder.LITTLE_ENDIAN);
    int opcode = from.get() & 0xff;
    int registers = from.get() & 0xff;
    return new Instruction(opcode, registers & 0xf, registers >> 4, from.getShort(), from.getInt());
  }

  boolean isWide() {
    return opcode == Opcode.LD_IMM64;
  }

  /// How many slots it takes: 2 for the load of a 64-bit constant.
  public int slots() {
    return isWide() ? 2 : 1;
  }
}
