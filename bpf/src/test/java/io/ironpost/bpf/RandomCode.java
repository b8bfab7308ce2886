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
  /// The registers that take part: no pointer is ever in them.
  List<Reg> REGISTERS = List.of(Reg.R0, Reg.R1, Reg.R2, Reg.R3, Reg.R4, Reg.R5, Reg.R6, Reg.R7);

  /// The counter of loops.
  Reg COUNTER = Reg.R9;

  /// On the stack, for what goes through memory.
  int CELL = -8;

  void emit(Asm asm);

  void run(long[] registers);

  /// `to = to operation by`, all 64 bits.
  record Wide(RandomOperation operation, Reg to, Reg by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      operation.wide(asm, to, by);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = operation.wide(r[to.number()], r[by.number()]);
    }
  }

  record WideConstant(RandomOperation operation, Reg to, int by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      operation.wide(asm, to, operation.isShift() ? by & 63 : by);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = operation.wide(r[to.number()], by);
    }
  }

  /// The lower 32 bits; the upper are cleared.
  record Narrow(RandomOperation operation, Reg to, Reg by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      operation.narrow(asm, to, by);
    }

    @Override
    public void run(long[] r) {
      int result = operation.narrow((int) r[to.number()], (int) r[by.number()]);
      r[to.number()] = Integer.toUnsignedLong(result);
    }
  }

  record NarrowConstant(RandomOperation operation, Reg to, int by) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      operation.narrow(asm, to, operation.isShift() ? by & 31 : by);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = Integer.toUnsignedLong(operation.narrow((int) r[to.number()], by));
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

  record Negated(Reg to, boolean narrow) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      if (narrow) {
        asm.neg32(to);
      } else {
        asm.neg(to);
      }
    }

    @Override
    public void run(long[] r) {
      long a = r[to.number()];
      r[to.number()] = narrow ? Integer.toUnsignedLong(-(int) a) : -a;
    }
  }

  record Swapped(Reg to, Size size) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.toBigEndian(to, size);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = Long.reverseBytes(r[to.number()]) >>> (Long.SIZE - size.bytes() * Byte.SIZE);
    }
  }

  record ThroughMemory(Reg to, Reg from, Size size) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.store(size, Reg.FP, CELL, from);
      asm.load(size, to, Reg.FP, CELL);
    }

    @Override
    public void run(long[] r) {
      r[to.number()] = r[from.number()] & -1L >>> (Long.SIZE - size.bytes() * Byte.SIZE);
    }
  }

  record When(Reg left, Cond cond, int right, List<RandomCode> then, List<RandomCode> otherwise)
      implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.when(left, cond, right, () -> emitAll(then, asm), () -> emitAll(otherwise, asm));
    }

    @Override
    public void run(long[] r) {
      runAll(holds(cond, r[left.number()], right) ? then : otherwise, r);
    }
  }

  record WhenRegisters(Reg left, Cond cond, Reg right, boolean narrow, List<RandomCode> then)
      implements RandomCode {
    @Override
    public void emit(Asm asm) {
      if (narrow) {
        asm.when32(left, cond, right, () -> emitAll(then, asm));
      } else {
        asm.when(left, cond, right, () -> emitAll(then, asm));
      }
    }

    @Override
    public void run(long[] r) {
      if (holds(cond, operand(r[left.number()]), operand(r[right.number()]))) {
        runAll(then, r);
      }
    }

    /// Filled with the sign, 32 bits compare as they do alone, signed or not.
    private long operand(long register) {
      int lower = (int) register;
      return narrow ? lower : register;
    }
  }

  record Repeat(int times, Reg leaveIfOdd, List<RandomCode> body) implements RandomCode {
    @Override
    public void emit(Asm asm) {
      asm.repeat(
          COUNTER,
          times,
          loop -> {
            emitAll(body, asm);
            loop.leaveIf(leaveIfOdd, Cond.SET, 1);
          });
    }

    @Override
    public void run(long[] r) {
      for (int i = 0; i < times; i++) {
        runAll(body, r);
        if ((r[leaveIfOdd.number()] & 1) != 0) {
          return;
        }
      }
    }
  }

  static void emitAll(List<RandomCode> code, Asm asm) {
    code.forEach(c -> c.emit(asm));
  }

  static void runAll(List<RandomCode> code, long[] registers) {
    code.forEach(c -> c.run(registers));
  }

  private static boolean holds(Cond cond, long a, long b) {
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

  /// @param depth how far branches and loops may nest
  static List<RandomCode> some(Random random, int count, int depth, boolean loops) {
    var code = new ArrayList<RandomCode>();
    for (int i = 0; i < count; i++) {
      boolean branch = depth > 0 && random.nextInt(5) == 0;
      code.add(branch ? branch(random, depth - 1, loops) : plain(random));
    }
    return code;
  }

  private static RandomCode plain(Random random) {
    RandomOperation operation = oneOf(RandomOperation.values(), random);
    Reg to = register(random);
    int constant = 1 + random.nextInt(Integer.MAX_VALUE - 1);
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Wide(operation, to, register(random));
      case 2 -> new WideConstant(operation, to, random.nextBoolean() ? constant : -constant);
      case 3 -> new Narrow(operation, to, register(random));
      case 4 -> new NarrowConstant(operation, to, constant);
      case 5 -> new Constant(to, random.nextLong() >> random.nextInt(64));
      case 6 -> new Swapped(to, Size.values()[1 + random.nextInt(3)]);
      case 7 -> new ThroughMemory(to, register(random), oneOf(Size.values(), random));
      default -> new Negated(to, random.nextBoolean());
    };
  }

  private static RandomCode branch(Random random, int depth, boolean loops) {
    Reg left = register(random);
    Cond cond = oneOf(Cond.values(), random);
    List<RandomCode> then = some(random, 1 + random.nextInt(3), depth, false);
    return switch (random.nextInt(loops ? 3 : 2)) {
      case 0 -> {
        List<RandomCode> otherwise = some(random, random.nextInt(3), depth, loops);
        yield new When(left, cond, random.nextInt(), then, otherwise);
      }
      case 1 -> new WhenRegisters(left, cond, register(random), random.nextBoolean(), then);
      default -> new Repeat(1 + random.nextInt(4), left, then);
    };
  }

  private static Reg register(Random random) {
    return REGISTERS.get(random.nextInt(REGISTERS.size()));
  }

  private static <T> T oneOf(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}
