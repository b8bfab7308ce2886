package io.ironpost.bpf.asm;

/// How wide a load or store is (instruction-set.rst, "Load and store instructions").
public enum Size {
  B(1, Opcode.SIZE_B),
  H(2, Opcode.SIZE_H),
  W(4, Opcode.SIZE_W),
  DW(8, Opcode.SIZE_DW);

  private final int bytes;
  private final int bits;

  Size(int bytes, int bits) {
    this.bytes = bytes;
    this.bits = bits;
  }

  public int bytes() {
    return bytes;
  }

  /// The size's bits of the opcode.
  int opcode() {
    return bits;
  }

  static Size ofBytes(int bytes) {
    return switch (bytes) {
      case 1 -> B;
      case 2 -> H;
      case 4 -> W;
      case 8 -> DW;
      default -> throw new IllegalArgumentException("no load is " + bytes + " bytes wide");
    };
  }

  static Size ofOpcode(int opcode) {
    return switch (opcode & Opcode.SIZE_MASK) {
      case Opcode.SIZE_B -> B;
      case Opcode.SIZE_H -> H;
      case Opcode.SIZE_W -> W;
      default -> DW;
    };
  }
}
