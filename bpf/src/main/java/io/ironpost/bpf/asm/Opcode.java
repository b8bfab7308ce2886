package io.ironpost.bpf.asm;

/// The numbers of the instruction set (include/uapi/linux/bpf.h and bpf_common.h; RFC 9669).
final class Opcode {
  static final int CLASS_MASK = 0x07;
  static final int LD = 0x00;
  static final int LDX = 0x01;
  static final int ST = 0x02;
  static final int STX = 0x03;
  static final int ALU32 = 0x04;
  static final int JMP = 0x05;
  static final int JMP32 = 0x06;
  static final int ALU64 = 0x07;

  /// The second operand is a register (`X`), not the immediate (`K`).
  static final int SOURCE_REGISTER = 0x08;

  static final int OPERATION_MASK = 0xf0;

  static final int SIZE_MASK = 0x18;
  static final int SIZE_W = 0x00;
  static final int SIZE_H = 0x08;
  static final int SIZE_B = 0x10;
  static final int SIZE_DW = 0x18;

  static final int MODE_MASK = 0xe0;
  static final int MODE_IMM = 0x00;
  static final int MODE_MEM = 0x60;
  static final int MODE_MEMSX = 0x80;
  static final int MODE_ATOMIC = 0xc0;

  static final int JA = 0x00;
  static final int CALL = 0x80;
  static final int EXIT = 0x90;

  /// The first half of the two-slot load of a 64-bit constant, map or function address.
  static final int LD_IMM64 = LD | MODE_IMM | SIZE_DW;

  /// What the source bits of [#LD_IMM64] mean (`BPF_PSEUDO_*`).
  static final int PSEUDO_MAP_FD = 1;

  static final int PSEUDO_MAP_VALUE = 2;
  static final int PSEUDO_FUNC = 4;

  /// What the source bits of a call mean.
  static final int PSEUDO_CALL = 1;

  static final int PSEUDO_KFUNC_CALL = 2;

  static final int ATOMIC_FETCH = 0x01;
  static final int ATOMIC_XCHG = 0xe0 | ATOMIC_FETCH;
  static final int ATOMIC_CMPXCHG = 0xf0 | ATOMIC_FETCH;

  private Opcode() {}

  static int classOf(int opcode) {
    return opcode & CLASS_MASK;
  }

  static int operationOf(int opcode) {
    return opcode & OPERATION_MASK;
  }

  static int modeOf(int opcode) {
    return opcode & MODE_MASK;
  }

  static boolean isRegisterSource(int opcode) {
    return (opcode & SOURCE_REGISTER) != 0;
  }
}
