package io.ironpost.bpf.asm;

import static io.ironpost.bpf.asm.Argument.number;
import static io.ironpost.bpf.asm.Reg.FP;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Bytes worked out by hand from RFC 9669 (BPF instruction set), section 3 to 5 and its table of
/// opcodes: opcode, source and target registers, offset, immediate.
class EncodingTest {
  private static final MapSpec MAP = MapSpec.array("m", 8, 1);

  private record Case(String bytes, Consumer<Asm> body) {}

  private static Case c(String bytes, Consumer<Asm> body) {
    return new Case(bytes, body);
  }

  private static final List<Case> ARITHMETIC =
      List.of(
          c("07010000 08000000", a -> a.add(R1, 8)),
          c("0f210000 00000000", a -> a.add(R1, R2)),
          c("04010000 ffffffff", a -> a.add32(R1, -1)),
          c("0c210000 00000000", a -> a.add32(R1, R2)),
          c("17060000 01000000", a -> a.sub(R6, 1)),
          c("1f760000 00000000", a -> a.sub(R6, R7)),
          c("27060000 03000000", a -> a.mul(R6, 3)),
          c("3f760000 00000000", a -> a.div(R6, R7)),
          c("37060000 0a000000", a -> a.div(R6, 10)),
          c("47060000 0f000000", a -> a.or(R6, 15)),
          c("57060000 0f000000", a -> a.and(R6, 15)),
          c("67060000 20000000", a -> a.lsh(R6, 32)),
          c("77060000 20000000", a -> a.rsh(R6, 32)),
          c("7c760000 00000000", a -> a.rsh32(R6, R7)),
          c("87060000 00000000", a -> a.neg(R6)),
          c("84060000 00000000", a -> a.neg32(R6)),
          c("97060000 07000000", a -> a.mod(R6, 7)),
          c("a7060000 07000000", a -> a.xor(R6, 7)),
          c("af660000 00000000", a -> a.xor(R6, R6)),
          c("c7060000 07000000", a -> a.arsh(R6, 7)),
          c("b7060000 f9ffffff", a -> a.mov(R6, -7)),
          c("bfa60000 00000000", a -> a.mov(R6, FP)),
          c("b4060000 07000000", a -> a.mov32(R6, 7)),
          c("bc760000 00000000", a -> a.mov32(R6, R7)),
          c("18060000 efbeadde 00000000 00000000", a -> a.mov(R6, 0xdeadbeefL)),
          c("18060000 00000000 00000000 01000000", a -> a.mov(R6, 1L << 32)),
          c("dc060000 10000000", a -> a.toBigEndian(R6, Size.H)),
          c("dc060000 40000000", a -> a.toBigEndian(R6, Size.DW)),
          c("d4060000 20000000", a -> a.toLittleEndian(R6, Size.W)));

  private static final List<Case> MEMORY =
      List.of(
          c("71160300 00000000", a -> a.load(Size.B, R6, R1, 3)),
          c("6916feff 00000000", a -> a.load(Size.H, R6, R1, -2)),
          c("61160400 00000000", a -> a.load(Size.W, R6, R1, 4)),
          c("79160800 00000000", a -> a.load(Size.DW, R6, R1, 8)),
          c("736af8ff 00000000", a -> a.store(Size.B, FP, -8, R6)),
          c("6b6af8ff 00000000", a -> a.store(Size.H, FP, -8, R6)),
          c("636af8ff 00000000", a -> a.store(Size.W, FP, -8, R6)),
          c("7b6af8ff 00000000", a -> a.store(Size.DW, FP, -8, R6)),
          c("720af8ff 01000000", a -> a.store(Size.B, FP, -8, 1)),
          c("6a0af8ff 01000000", a -> a.store(Size.H, FP, -8, 1)),
          c("620af8ff 01000000", a -> a.store(Size.W, FP, -8, 1)),
          c("7a0af8ff ffffffff", a -> a.store(Size.DW, FP, -8, -1)),
          c("db6af8ff 00000000", a -> a.atomicAdd(Size.DW, FP, -8, R6)),
          c("c36af8ff 00000000", a -> a.atomicAdd(Size.W, FP, -8, R6)),
          c("db6af8ff 40000000", a -> a.atomicOr(Size.DW, FP, -8, R6)),
          c("db6af8ff 50000000", a -> a.atomicAnd(Size.DW, FP, -8, R6)),
          c("db6af8ff a0000000", a -> a.atomicXor(Size.DW, FP, -8, R6)),
          c("db6af8ff 01000000", a -> a.fetchAdd(Size.DW, FP, -8, R6)),
          c("db6af8ff e1000000", a -> a.exchange(Size.DW, FP, -8, R6)),
          c("c36af8ff f1000000", a -> a.compareExchange(Size.W, FP, -8, R6)));

  private static final List<Case> JUMPS =
      List.of(
          jump("15060000 05000000", (a, to) -> a.jumpIf(R6, Cond.EQ, 5, to)),
          jump("1d760000 00000000", (a, to) -> a.jumpIf(R6, Cond.EQ, R7, to)),
          jump("25060000 05000000", (a, to) -> a.jumpIf(R6, Cond.GT, 5, to)),
          jump("3d760000 00000000", (a, to) -> a.jumpIf(R6, Cond.GE, R7, to)),
          jump("45060000 05000000", (a, to) -> a.jumpIf(R6, Cond.SET, 5, to)),
          jump("55060000 05000000", (a, to) -> a.jumpIf(R6, Cond.NE, 5, to)),
          jump("6d760000 00000000", (a, to) -> a.jumpIf(R6, Cond.SGT, R7, to)),
          jump("75060000 fbffffff", (a, to) -> a.jumpIf(R6, Cond.SGE, -5, to)),
          jump("a5060000 05000000", (a, to) -> a.jumpIf(R6, Cond.LT, 5, to)),
          jump("bd760000 00000000", (a, to) -> a.jumpIf(R6, Cond.LE, R7, to)),
          jump("c5060000 05000000", (a, to) -> a.jumpIf(R6, Cond.SLT, 5, to)),
          jump("d5060000 05000000", (a, to) -> a.jumpIf(R6, Cond.SLE, 5, to)),
          jump("16060000 05000000", (a, to) -> a.jumpIf32(R6, Cond.EQ, 5, to)),
          jump("2e760000 00000000", (a, to) -> a.jumpIf32(R6, Cond.GT, R7, to)));

  private static final List<Case> CALLS =
      List.of(
          c("85000000 7d000000", a -> a.call(Helper.KTIME_GET_BOOT_NS)),
          c("18110000 00000000 00000000 00000000", a -> a.map(R1, MAP)),
          c("18210000 00000000 00000000 04000000", a -> a.mapValue(R1, MAP, 4)));

  @FunctionalInterface
  private interface Jump {
    void emit(Asm asm, Label to);
  }

  private static Case jump(String bytes, Jump jump) {
    return c(
        bytes,
        a -> {
          Label next = a.label();
          jump.emit(a, next);
          a.place(next);
        });
  }

  @TestFactory
  Stream<DynamicTest> instructions_have_the_bytes_of_the_standard() {
    return Stream.of(ARITHMETIC, MEMORY, JUMPS, CALLS)
        .flatMap(List::stream)
        .map(c -> DynamicTest.dynamicTest(c.bytes(), () -> check(c)));
  }

  private static void check(Case c) {
    byte[] wanted = HexFormat.of().parseHex(c.bytes().replace(" ", ""));
    assertThat(HexFormat.of().formatHex(between(c.body(), wanted.length)))
        .isEqualTo(HexFormat.of().formatHex(wanted));
  }

  /// The bytes that the body emits after every register got a value.
  private static byte[] between(Consumer<Asm> body, int length) {
    Reg[] set = {R0, R2, R3, Reg.R4, Reg.R5, R6, R7, Reg.R8, Reg.R9};
    Program p =
        Asm.program(
            "t",
            ProgramType.SOCKET_FILTER,
            asm -> {
              Arrays.stream(set).forEach(r -> asm.mov(r, 0));
              body.accept(asm);
              asm.exit(0);
            });
    int from = set.length * Instruction.BYTES;
    return Arrays.copyOfRange(p.code(), from, from + length);
  }

  @Test
  void a_call_of_a_function_counts_from_the_instruction_behind_it() {
    Program p =
        Asm.program(
            "t",
            ProgramType.SOCKET_FILTER,
            asm -> {
              SubProgram f = asm.function("f", 1, () -> asm.exit(7));
              asm.call(f);
              asm.exit();
            });
    assertThat(HexFormat.of().formatHex(p.code()))
        .isEqualTo(
            "8510000001000000" + "9500000000000000" + "b700000007000000" + "9500000000000000");
    assertThat(p.functions())
        .containsExactly(new Program.Function("t", 0, 1), new Program.Function("f", 2, 1));
  }

  @Test
  void descriptors_of_maps_go_into_the_loads_of_their_maps() {
    Program p =
        Asm.program(
            "t",
            ProgramType.SOCKET_FILTER,
            asm -> {
              asm.map(R1, MAP);
              asm.mapValue(R1, MAP, 4);
              asm.exit(0);
            });
    assertThat(HexFormat.of().formatHex(p.code(Map.of(MAP, 0x21)), 0, 32))
        .isEqualTo(
            "1811000021000000" + "0000000000000000" + "1821000021000000" + "0000000004000000");
    assertThat(p.maps()).containsExactly(MAP);
  }

  @Test
  void arguments_are_moved_before_their_registers_are_taken() {
    Program p =
        Asm.program(
            "t",
            ProgramType.SOCKET_FILTER,
            asm -> {
              asm.mov(R2, 1);
              asm.call(Helper.SKB_LOAD_BYTES, movedToR6(asm), R1, R2, number(1));
              asm.exit(0);
            });
    assertThat(Disassembler.lines(p.code()))
        .containsSubsequence(
            "   2: (bf) r3 = r2", "   3: (bf) r2 = r1", "   4: (bf) r1 = r6", "   5: (b7) r4 = 1");
  }

  private static Reg movedToR6(Asm asm) {
    asm.mov(R6, R1);
    return R6;
  }

  @Test
  void the_same_source_gives_the_same_program() {
    assertThat(SampleGuard.program()).isEqualTo(SampleGuard.program());
  }
}
