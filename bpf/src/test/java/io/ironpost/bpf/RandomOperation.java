package io.ironpost.bpf;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Reg;

/// Arithmetic in its four forms, and what it means in Java.
enum RandomOperation {
  ADD,
  SUB,
  MUL,
  DIV,
  MOD,
  AND,
  OR,
  XOR,
  LSH,
  RSH,
  ARSH,
  MOV;

  /// A constant must be less than the width; a register's lower bits count.
  boolean isShift() {
    return this == LSH || this == RSH || this == ARSH;
  }

  long wide(long a, long b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
      case MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case LSH -> a << b;
      case RSH -> a >>> b;
      case ARSH -> a >> b;
      case MOV -> b;
    };
  }

  int narrow(int a, int b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
      case MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case LSH -> a << b;
      case RSH -> a >>> b;
      case ARSH -> a >> b;
      case MOV -> b;
    };
  }

  void wide(Asm asm, Reg to, Reg by) {
    switch (this) {
      case ADD -> asm.add(to, by);
      case SUB -> asm.sub(to, by);
      case MUL -> asm.mul(to, by);
      case DIV -> asm.div(to, by);
      case MOD -> asm.mod(to, by);
      case AND -> asm.and(to, by);
      case OR -> asm.or(to, by);
      case XOR -> asm.xor(to, by);
      case LSH -> asm.lsh(to, by);
      case RSH -> asm.rsh(to, by);
      case ARSH -> asm.arsh(to, by);
      case MOV -> asm.mov(to, by);
    }
  }

  void wide(Asm asm, Reg to, int by) {
    switch (this) {
      case ADD -> asm.add(to, by);
      case SUB -> asm.sub(to, by);
      case MUL -> asm.mul(to, by);
      case DIV -> asm.div(to, by);
      case MOD -> asm.mod(to, by);
      case AND -> asm.and(to, by);
      case OR -> asm.or(to, by);
      case XOR -> asm.xor(to, by);
      case LSH -> asm.lsh(to, by);
      case RSH -> asm.rsh(to, by);
      case ARSH -> asm.arsh(to, by);
      case MOV -> asm.mov(to, by);
    }
  }

  void narrow(Asm asm, Reg to, Reg by) {
    switch (this) {
      case ADD -> asm.add32(to, by);
      case SUB -> asm.sub32(to, by);
      case MUL -> asm.mul32(to, by);
      case DIV -> asm.div32(to, by);
      case MOD -> asm.mod32(to, by);
      case AND -> asm.and32(to, by);
      case OR -> asm.or32(to, by);
      case XOR -> asm.xor32(to, by);
      case LSH -> asm.lsh32(to, by);
      case RSH -> asm.rsh32(to, by);
      case ARSH -> asm.arsh32(to, by);
      case MOV -> asm.mov32(to, by);
    }
  }

  void narrow(Asm asm, Reg to, int by) {
    switch (this) {
      case ADD -> asm.add32(to, by);
      case SUB -> asm.sub32(to, by);
      case MUL -> asm.mul32(to, by);
      case DIV -> asm.div32(to, by);
      case MOD -> asm.mod32(to, by);
      case AND -> asm.and32(to, by);
      case OR -> asm.or32(to, by);
      case XOR -> asm.xor32(to, by);
      case LSH -> asm.lsh32(to, by);
      case RSH -> asm.rsh32(to, by);
      case ARSH -> asm.arsh32(to, by);
      case MOV -> asm.mov32(to, by);
    }
  }
}
