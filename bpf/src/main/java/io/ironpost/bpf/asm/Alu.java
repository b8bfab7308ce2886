package io.ironpost.bpf.asm;

/// Arithmetic on a register (instruction-set.rst, "Arithmetic instructions"). Division and
/// remainder are unsigned; dividing by zero gives zero, the remainder by zero leaves the register.
enum Alu {
  ADD(0x00, "+="),
  SUB(0x10, "-="),
  MUL(0x20, "*="),
  DIV(0x30, "/="),
  OR(0x40, "|="),
  AND(0x50, "&="),
  LSH(0x60, "<<="),
  RSH(0x70, ">>="),
  NEG(0x80, "-"),
  MOD(0x90, "%="),
  XOR(0xa0, "^="),
  MOV(0xb0, "="),
  ARSH(0xc0, "s>>="),
  END(0xd0, "bswap");

  private static final Alu[] ALL = values();

  private final int code;
  private final String text;

  Alu(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /// Whether the number is one the instruction set gives a meaning to.
  static boolean exists(int opcode) {
    return Opcode.operationOf(opcode) <= END.code;
  }

  static Alu ofOpcode(int opcode) {
    return ALL[Opcode.operationOf(opcode) >> 4];
  }
}
