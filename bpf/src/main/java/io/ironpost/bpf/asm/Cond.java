package io.ironpost.bpf.asm;

import java.util.Arrays;
import java.util.Optional;

/// What a conditional jump compares (instruction-set.rst, "Jump instructions"). `GT` and its kin
/// are unsigned, `SGT` and its kin signed; `SET` holds when the two share a bit.
public enum Cond {
  EQ(0x10, "=="),
  GT(0x20, ">"),
  GE(0x30, ">="),
  SET(0x40, "&"),
  NE(0x50, "!="),
  SGT(0x60, "s>"),
  SGE(0x70, "s>="),
  LT(0xa0, "<"),
  LE(0xb0, "<="),
  SLT(0xc0, "s<"),
  SLE(0xd0, "s<=");

  private final int code;
  private final String text;

  Cond(int code, String text) {
    this.code = code;
    this.text = text;
  }

  static Optional<Cond> ofOpcode(int opcode) {
    return Arrays.stream(values()).filter(c -> c.code == Opcode.operationOf(opcode)).findFirst();
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /// Whether the opposite is one condition; there is no "shares no bit".
  boolean hasOpposite() {
    return this != SET;
  }

  Cond opposite() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case GT -> LE;
      case LE -> GT;
      case GE -> LT;
      case LT -> GE;
      case SGT -> SLE;
      case SLE -> SGT;
      case SGE -> SLT;
      case SLT -> SGE;
      case SET -> throw new IllegalStateException("SET has no opposite");
    };
  }
}
