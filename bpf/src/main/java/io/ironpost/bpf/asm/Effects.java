package io.ironpost.bpf.asm;

/// Which registers an instruction reads and writes, as bits by their numbers.
record Effects(int reads, int writes) {
  private static final int CALLER_SAVED = 0b11_1111;

  static Effects of(Instruction i, int callArguments) {
    return switch (Opcode.classOf(i.opcode())) {
      case Opcode.ALU32, Opcode.ALU64 -> ofAlu(i);
      case Opcode.LDX -> new Effects(source(i), target(i));
      case Opcode.ST -> new Effects(target(i), 0);
      case Opcode.STX -> ofStore(i);
      case Opcode.JMP, Opcode.JMP32 -> ofJump(i, callArguments);
      default -> new Effects(0, target(i));
    };
  }

  private static Effects ofAlu(Instruction i) {
    Alu operation = Alu.ofOpcode(i.opcode());
    boolean twoRegisters = Opcode.isRegisterSource(i.opcode()) && operation != Alu.END;
    int reads = twoRegisters ? source(i) : 0;
    return new Effects(operation == Alu.MOV ? reads : reads | target(i), target(i));
  }

  private static Effects ofStore(Instruction i) {
    int reads = source(i) | target(i);
    if (Opcode.modeOf(i.opcode()) != Opcode.MODE_ATOMIC) {
      return new Effects(reads, 0);
    }
    if (i.immediate() == Opcode.ATOMIC_CMPXCHG) {
      return new Effects(reads | bit(Reg.R0), bit(Reg.R0));
    }
    return new Effects(reads, (i.immediate() & Opcode.ATOMIC_FETCH) != 0 ? source(i) : 0);
  }

  private static Effects ofJump(Instruction i, int callArguments) {
    return switch (Opcode.operationOf(i.opcode())) {
      case Opcode.JA -> new Effects(0, 0);
      case Opcode.EXIT -> new Effects(bit(Reg.R0), 0);
      case Opcode.CALL -> new Effects(firstArguments(callArguments), CALLER_SAVED);
      default ->
          new Effects(Opcode.isRegisterSource(i.opcode()) ? target(i) | source(i) : target(i), 0);
    };
  }

  /// The bits of `R1` to the last of so many arguments.
  static int firstArguments(int count) {
    return ((1 << count) - 1) << Reg.R1.number();
  }

  static int bit(Reg register) {
    return 1 << register.number();
  }

  private static int target(Instruction i) {
    return 1 << i.target();
  }

  private static int source(Instruction i) {
    return 1 << i.source();
  }

  boolean changes(Reg register) {
    return (writes & bit(register)) != 0;
  }
}
