package io.ironpost.bpf;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random programs as trees: each is emitted by the assembler and walked in Java by what RFC 9669
/// says, so that the two can be compared.
sealed interface RandomCode {
  void emit(Asm asm);

  void run(long[] registers);

  /// The registers that take part: no pointer is ever in them.
  List<Reg> REGISTERS = List.of(Reg.R0, Reg.R1, Reg.R2, Reg.R3, Reg.R4, Reg.R5, Reg.R6, Reg.R7);

  /// The counter of loops.
  Reg COUNTER = Reg.R9;

  enum Operation {
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
    MOV
  }

  record Wide(Operation operation, Reg to, Reg by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      switch (operation) {
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

    @Override
    public void run(long[] r) {
      long a = r[to.number()];
      long b = r[by.number()];
      r[to.number()] =
          switch (operation) {
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
  }

  record Narrow(Operation operation, Reg to, int by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      switch (operation) {
        case ADD -> asm.add32(to, by);
        case SUB -> asm.sub32(to, by);
        case MUL -> asm.mul32(to, by);
        case DIV -> asm.div32(to, by);
        case MOD -> asm.mod32(to, by);
        case AND -> asm.and32(to, by);
        case OR -> asm.or32(to, by);
        case XOR -> asm.xor32(to, by);
        case LSH -> asm.lsh32(to, by & 31);
        case RSH -> asm.rsh32(to, by & 31);
        case ARSH -> asm.arsh32(to, by & 31);
        case MOV -> asm.mov32(to, by);
      }
    }

    @Override
    public void run(long[] r) {
      int a = (int) r[to.number()];
      int result =
          switch (operation) {
            case ADD -> a + by;
            case SUB -> a - by;
            case MUL -> a * by;
            case DIV -> Integer.divideUnsigned(a, by);
            case MOD -> Integer.remainderUnsigned(a, by);
            case AND -> a & by;
            case OR -> a | by;
            case XOR -> a ^ by;
            case LSH -> a << by;
            case RSH -> a >>> by;
            case ARSH -> a >> by;
            case MOV -> by;
          };
      r[to.number()] = result & 0xffff_ffffL;
    }
  }

  record Constant(Reg to, long value) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.mov(to, value);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = value;
    }
  }

  record Swap(Reg to, Size size) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.toBigEndian(to, size);
    }

    @Override
    public void run(long[] r) {
      long a = r[to.number()];
      r[to.number()] =
          switch (size) {
            case B -> throw new IllegalStateException("one byte");
            case H -> Short.reverseBytes((short) a) & 0xffffL;
            case W -> Integer.reverseBytes((int) a) & 0xffff_ffffL;
            case DW -> Long.reverseBytes(a);
          };
    }
  }

  record When(Reg left, Cond cond, int right, List<RandomCode> then, List<RandomCode> otherwise)
      implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.when(
          left,
          cond,
          right,
          () -> then.forEach(c -> c.emit(asm)),
          () -> otherwise.forEach(c -> c.emit(asm)));
    }

    @Override
    public void run(long[] r) {
      (holds(r[left.number()], right) ? then : otherwise).forEach(c -> c.run(r));
    }

    private boolean holds(long a, long b) {
      return switch (cond) {
        case EQ -> a == b;
        case NE -> a != b;
        case GT -> Long.compareUnsigned(a, b) > 0;
        case GE -> Long.compareUnsigned(a, b) >= 0;
        case LT -> Long.compareUnsigned(a, b) < 0;
        case LE -> Long.compareUnsigned(a, b) <= 0;
        case SGT -> a > b;
        case SGE -> a >= b;
        case SLT -> a < b;
        case SLE -> a <= b;
        case SET -> (a & b) != 0;
      };
    }
  }

  record Repeat(int times, Reg leaveIfOdd, List<RandomCode> body) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.repeat(
          COUNTER,
          times,
          loop -> {
            body.forEach(c -> c.emit(asm));
            loop.leaveIf(leaveIfOdd, Cond.SET, 1);
          });
    }

    @Override
    public void run(long[] r) {
      for (int i = 0; i < times; i++) {
        body.forEach(c -> c.run(r));
        if ((r[leaveIfOdd.number()] & 1) != 0) {
          return;
        }
      }
    }
  }

  static List<RandomCode> some(Random random, int count, int depth, boolean loops) {
    var code = new ArrayList<RandomCode>();
    for (int i = 0; i < count; i++) {
      code.add(one(random, depth, loops));
    }
    return code;
  }

  private static RandomCode one(Random random, int depth, boolean loops) {
    Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
    Reg to = register(random);
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0, 1, 2 -> new Wide(operation, to, register(random));
      case 3, 4 -> new Narrow(operation, to, 1 + random.nextInt(Integer.MAX_VALUE - 1));
      case 5 -> new Constant(to, random.nextLong() >> random.nextInt(64));
      case 6 -> new Swap(to, Size.values()[1 + random.nextInt(3)]);
      case 7 ->
          new When(
              to,
              Cond.values()[random.nextInt(Cond.values().length)],
              random.nextInt(),
              some(random, 1 + random.nextInt(3), depth - 1, loops),
              some(random, random.nextInt(3), depth - 1, loops));
      default ->
          loops
              ? new Repeat(1 + random.nextInt(4), to, some(random, 2, depth - 1, false))
              : new Constant(to, 0);
    };
  }

  private static Reg register(Random random) {
    return REGISTERS.get(random.nextInt(REGISTERS.size()));
  }
}
