package io.ironpost.bpf.asm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One instruction in the words of the kernel's own disassembler (kernel/bpf/disasm.c), which
/// bpftool and the verifier's log share, so that a reader can lay them side by side. Maps are told
/// by name, where those only know numbers.
record InstructionText(List<Instruction> instructions, List<MapUse> maps) {
  private static final int SIGNED_DIVISION = 1;

  String of(int index) {
    Instruction i = instructions.get(index);
    return "(%02x) %s".formatted(i.opcode(), meaning(index, i));
  }

  private String meaning(int index, Instruction i) {
    return switch (Opcode.classOf(i.opcode())) {
      case Opcode.ALU64, Opcode.ALU32 -> alu(i);
      case Opcode.LDX -> loaded(i);
      case Opcode.ST -> "%s = %d".formatted(place(i, i.target(), "u"), i.immediate());
      case Opcode.STX -> stored(i);
      case Opcode.LD -> i.isWide() ? wide(index, i) : unknown();
      case Opcode.JMP -> jump(i, "r");
      default -> jump(i, "w");
    };
  }

  private static String unknown() {
    return "not an instruction";
  }

  private static String alu(Instruction i) {
    boolean wide = Opcode.classOf(i.opcode()) == Opcode.ALU64;
    String kind = wide ? "r" : "w";
    String target = kind + i.target();
    if (!Alu.exists(i.opcode())) {
      return unknown();
    }
    return switch (Alu.ofOpcode(i.opcode())) {
      case END -> swap(i, wide);
      case NEG -> "%s = -%s".formatted(target, target);
      case MOV -> "%s = %s%s".formatted(target, signExtension(i), operand(i, kind));
      case DIV, MOD -> "%s %s%s %s".formatted(target, sign(i), symbol(i), operand(i, kind));
      default -> "%s %s %s".formatted(target, symbol(i), operand(i, kind));
    };
  }

  private static String symbol(Instruction i) {
    return Alu.ofOpcode(i.opcode()).text();
  }

  private static String sign(Instruction i) {
    return i.offset() == SIGNED_DIVISION ? "s" : "";
  }

  private static String signExtension(Instruction i) {
    return Opcode.isRegisterSource(i.opcode()) && i.offset() != 0
        ? "(s%d)".formatted(i.offset())
        : "";
  }

  private static String operand(Instruction i, String kind) {
    return Opcode.isRegisterSource(i.opcode())
        ? kind + i.source()
        : Integer.toString(i.immediate());
  }

  private static String swap(Instruction i, boolean unconditional) {
    String order = Opcode.isRegisterSource(i.opcode()) ? "be" : "le";
    String what = unconditional ? "bswap" : order;
    return "r%d = %s%d r%d".formatted(i.target(), what, i.immediate(), i.target());
  }

  private static String place(Instruction i, int base, String sign) {
    return "*(%s%d *)(r%d %+d)".formatted(sign, bits(i), base, i.offset());
  }

  private static int bits(Instruction i) {
    return Size.ofOpcode(i.opcode()).bytes() * Byte.SIZE;
  }

  private static String loaded(Instruction i) {
    return switch (Opcode.modeOf(i.opcode())) {
      case Opcode.MODE_MEM -> "r%d = %s".formatted(i.target(), place(i, i.source(), "u"));
      case Opcode.MODE_MEMSX -> "r%d = %s".formatted(i.target(), place(i, i.source(), "s"));
      default -> unknown();
    };
  }

  private static String stored(Instruction i) {
    return switch (Opcode.modeOf(i.opcode())) {
      case Opcode.MODE_MEM -> "%s = r%d".formatted(place(i, i.target(), "u"), i.source());
      case Opcode.MODE_ATOMIC -> atomic(i);
      default -> unknown();
    };
  }

  private static String atomic(Instruction i) {
    String place = place(i, i.target(), "u").substring(1);
    String call = bits(i) == Long.SIZE ? "atomic64_" : "atomic_";
    if (i.immediate() == Opcode.ATOMIC_CMPXCHG) {
      return "r0 = %scmpxchg(%s, r0, r%d)".formatted(call, place, i.source());
    }
    if (i.immediate() == Opcode.ATOMIC_XCHG) {
      return "r%d = %sxchg(%s, r%d)".formatted(i.source(), call, place, i.source());
    }
    return plainAtomic(i, place, call);
  }

  private static String plainAtomic(Instruction i, String place, String call) {
    int operation = i.immediate() & ~Opcode.ATOMIC_FETCH;
    Optional<Alu> alu =
        List.of(Alu.ADD, Alu.AND, Alu.OR, Alu.XOR).stream()
            .filter(a -> a.code() == operation)
            .findFirst();
    if (alu.isEmpty()) {
      return unknown();
    }
    if (operation == i.immediate()) {
      return "lock *%s %s r%d".formatted(place, alu.get().text(), i.source());
    }
    String name = alu.get().name().toLowerCase(Locale.ROOT);
    return "r%d = %sfetch_%s(%s, r%d)".formatted(i.source(), call, name, place, i.source());
  }

  private String wide(int index, Instruction i) {
    long high = index + 1 < instructions.size() ? instructions.get(index + 1).immediate() : 0;
    String value =
        switch (i.source()) {
          case Opcode.PSEUDO_MAP_FD -> "map[%s]".formatted(mapAt(index));
          case Opcode.PSEUDO_MAP_VALUE -> "map[%s][0]+%d".formatted(mapAt(index), high);
          case Opcode.PSEUDO_FUNC -> "subprog[%+d]".formatted(i.immediate());
          default -> "0x%x".formatted(high << Integer.SIZE | i.immediate() & 0xffff_ffffL);
        };
    return "r%d = %s".formatted(i.target(), value);
  }

  private String mapAt(int index) {
    return maps.stream()
        .filter(m -> m.instruction() == index)
        .findFirst()
        .map(m -> m.map().name())
        .orElse("fd:" + instructions.get(index).immediate());
  }

  private static String jump(Instruction i, String kind) {
    return switch (Opcode.operationOf(i.opcode())) {
      case Opcode.JA -> "goto pc%+d".formatted(kind.equals("r") ? i.offset() : i.immediate());
      case Opcode.CALL -> call(i);
      case Opcode.EXIT -> "exit";
      default -> conditional(i, kind);
    };
  }

  private static String call(Instruction i) {
    return switch (i.source()) {
      case 0 ->
          "call %s#%d"
              .formatted(
                  Helper.byId(i.immediate()).map(h -> "bpf_" + h.kernelName()).orElse("unknown"),
                  i.immediate());
      case Opcode.PSEUDO_CALL -> "call pc%+d".formatted(i.immediate());
      case Opcode.PSEUDO_KFUNC_CALL -> "call kernel-function#%d".formatted(i.immediate());
      default -> unknown();
    };
  }

  private static String conditional(Instruction i, String kind) {
    Optional<Cond> cond = Cond.ofOpcode(i.opcode());
    if (cond.isEmpty()) {
      return unknown();
    }
    String right =
        Opcode.isRegisterSource(i.opcode()) ? kind + i.source() : "0x%x".formatted(i.immediate());
    return "if %s%d %s %s goto pc%+d"
        .formatted(kind, i.target(), cond.get().text(), right, i.offset());
  }
}
