package io.ironpost.bpf;

import static io.ironpost.bpf.asm.Reg.FP;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Disassembler;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.asm.SubProgram;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.bpf.kernel.ProgramRejectedException;
import io.ironpost.bpf.kernel.TestInput;
import io.ironpost.testkit.Command;
import io.ironpost.testkit.Privileges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the assembler makes, before the real verifier, run on the real machine.
class ProgramsInTheKernelTest {
  private static final int PACKET_BYTES = 64;
  private static final int PROGRAMS = 100;

  @BeforeAll
  static void rights() {
    Privileges.Check check = Privileges.bpf();
    assumeTrue(check.met(), check.reason());
  }

  @Test
  void random_programs_do_what_they_do_in_java() {
    Random random = new Random(20_260_101);
    for (int round = 0; round < PROGRAMS; round++) {
      List<RandomCode> code = RandomCode.some(random, 2 + random.nextInt(24), 2, true);
      byte[] packet = new byte[PACKET_BYTES];
      random.nextBytes(packet);
      Program program = xdp(asm -> computing(asm, code));
      assertThat(run(program, packet))
          .as(() -> Disassembler.text(program))
          .isEqualTo(expected(code, packet));
    }
  }

  /// Fills all registers from the packet, runs the code, folds what came out into 32 bits.
  private static void computing(Asm asm, List<RandomCode> code) {
    PacketCursor packet = asm.packet(R1, R8, R9, R2);
    packet.need(PACKET_BYTES, () -> asm.exit(0));
    RandomCode.REGISTERS.forEach(r -> packet.load(Size.DW, r, r.number() * Long.BYTES));
    RandomCode.emitAll(code, asm);
    RandomCode.REGISTERS.stream().skip(1).forEach(r -> asm.xor(R0, r));
    asm.mov(R1, R0);
    asm.rsh(R1, Integer.SIZE);
    asm.xor(R0, R1);
    asm.exit();
  }

  private static int expected(List<RandomCode> code, byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    long[] registers = new long[RandomCode.REGISTERS.size()];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = bytes.getLong(i * Long.BYTES);
    }
    RandomCode.runAll(code, registers);
    long folded = 0;
    for (long register : registers) {
      folded ^= register;
    }
    return (int) (folded ^ folded >>> Integer.SIZE);
  }

  @Test
  void atomics_leave_what_was_there() {
    Program program =
        xdp(asm -> {
          Slot cell = asm.slot("cell", 8);
          asm.store(cell, 5);
          asm.mov(R2, 3);
          asm.atomicAdd(Size.DW, FP, cell.offset(), R2); // 8
          asm.fetchAdd(Size.DW, FP, cell.offset(), R2); // 11, R2 is 8
          asm.mov(R3, 40);
          asm.exchange(Size.DW, FP, cell.offset(), R3); // 40, R3 is 11
          asm.mov(R0, 40);
          asm.mov(R6, 100);
          asm.compareExchange(Size.DW, FP, cell.offset(), R6); // 100, R0 is 40
          asm.mov(R7, 0x0f);
          asm.atomicOr(Size.DW, FP, cell.offset(), R7); // 111
          asm.load(R8, cell);
          asm.add(R0, R2);
          asm.add(R0, R3);
          asm.add(R0, R8);
          asm.exit();
        });
    assertThat(run(program, new byte[PACKET_BYTES])).isEqualTo(40 + 8 + 11 + 111);
  }

  @Test
  void a_header_of_variable_length_is_passed_over() {
    Program program =
        xdp(asm -> {
          PacketCursor packet = asm.packet(R1, R7, R8, R3);
          packet.need(14 + 20, () -> asm.exit(XdpMd.ABORTED));
          packet.advance(14);
          packet.load(Size.B, R2, 0);
          asm.lsh(R2, 2);
          packet.advanceMasked(R2, 0x3c);
          packet.need(4, () -> asm.exit(XdpMd.ABORTED));
          packet.loadBig(Size.H, R0, 2);
          asm.exit();
        });
    byte[] packet = new byte[PACKET_BYTES];
    packet[14] = 0x47; // 28 bytes of header
    packet[14 + 28 + 2] = 0x01;
    packet[14 + 28 + 3] = (byte) 0xbb;
    assertThat(run(program, packet)).isEqualTo(443);
    packet[14] = 0x4f; // 60 bytes: beyond the packet
    assertThat(run(program, packet)).isEqualTo(XdpMd.ABORTED);
  }

  @Test
  void a_loop_walks_options() {
    Program program =
        xdp(asm -> {
          PacketCursor packet = asm.packet(R1, R7, R8, R3);
          asm.mov(R0, 0);
          asm.repeat(
              R9,
              30,
              loop -> {
                packet.need(2, () -> loop.leave());
                packet.load(Size.B, R2, 1);
                loop.leaveIf(R2, Cond.LT, 2);
                asm.add(R0, 1);
                packet.advanceMasked(R2, 0xff);
              });
          asm.exit();
        });
    byte[] packet = new byte[PACKET_BYTES];
    packet[1] = 10;
    packet[11] = 20;
    packet[31] = 2;
    assertThat(run(program, packet)).isEqualTo(3);
  }

  @Test
  void a_helper_calls_a_function_back() {
    Program program =
        xdp(asm -> {
          SubProgram step =
              asm.function(
                  "step",
                  2,
                  () -> {
                    asm.load(Size.DW, R3, R2, 0);
                    asm.add(R3, R1);
                    asm.store(Size.DW, R2, 0, R3);
                    asm.exit(0);
                  });
          Slot sum = asm.zeroedSlot("sum", 8);
          asm.mov(R1, 101);
          asm.addressOf(R2, step);
          asm.addressOf(R3, sum);
          asm.mov(Reg.R4, 0);
          asm.call(Helper.LOOP);
          asm.load(R0, sum);
          asm.exit();
        });
    assertThat(run(program, new byte[PACKET_BYTES])).isEqualTo(5050);
  }

  @Test
  void an_arrays_value_is_there_without_a_lookup() {
    MapSpec total = MapSpec.array("total", 16, 1);
    Program program =
        xdp(asm -> {
          asm.mapValue(R6, total, 8);
          asm.mov(R1, 7);
          asm.atomicAdd(Size.DW, R6, 0, R1);
          asm.load(Size.DW, R0, R6, 0);
          asm.exit();
        });
    assertThat(run(program, new byte[PACKET_BYTES])).isEqualTo(7);
  }

  @Test
  void a_refusal_names_the_java_line_and_what_was_in_the_register() {
    MapSpec listed = MapSpec.hash("listed", 4, 8, 16);
    Program program =
        xdp(asm -> {
          Slot key = asm.zeroedSlot("key", 4);
          asm.lookup(listed, key);
          asm.load(Size.DW, R1, R0, 0);
          asm.exit(0);
        });
    try (ProgramMaps maps = ProgramMaps.create(List.of(program))) {
      ProgramRejectedException refusal =
          catchThrowableOfType(
              ProgramRejectedException.class, () -> BpfProgram.load(program, maps).close());
      assertThat(refusal)
          .hasMessageContaining("R0 invalid mem access 'map_value_or_null'")
          .hasMessageContaining("(ProgramsInTheKernelTest.java:")
          .hasMessageContaining("R0 is map_value_or_null(")
          .hasMessageContaining("Hint: the address may be 0");
    }
  }

  @Test
  void bpftool_shows_the_java_lines_and_reads_the_code_as_we_do() {
    Privileges.Check tool = Privileges.tool("bpftool");
    assumeTrue(tool.met(), tool.reason());
    Program program = xdp(ProgramsInTheKernelTest::plain);
    try (BpfProgram loaded = BpfProgram.load(program)) {
      String id = Integer.toString(loaded.info().id());
      String dump =
          Command.of("bpftool", "prog", "dump", "xlated", "id", id, "linum").run().orFail();
      String ours = Disassembler.text(program);
      assertThat(dump)
          .contains("int shown(void * ctx):", "int twice(long a1):")
          .contains("[file:io/ironpost/bpf/ProgramsInTheKernelTest.java line_num:");
      assertThat(code(dump)).isEqualTo(code(ours));
    }
  }

  /// Nothing in it that the kernel rewrites or drops.
  private static void plain(Asm asm) {
    SubProgram twice =
        asm.function(
            "twice",
            1,
            () -> {
              asm.mov(R0, R1);
              asm.lsh(R0, 1);
              asm.exit();
            });
    PacketCursor packet = asm.packet(R1, R7, R8, R3);
    packet.need(34, () -> asm.exit(XdpMd.PASS));
    packet.load(Size.B, R6, 23);
    packet.loadBig(Size.H, R2, 16);
    asm.when32(R2, Cond.GT, 1500, () -> asm.exit(XdpMd.DROP));
    asm.store(asm.slot("kept", 8), R2);
    asm.call(twice, R6);
    asm.mov(R1, 0x1_0000_0001L);
    asm.xor(R0, R1);
    asm.arsh32(R0, 3);
    asm.exit();
  }

  /// Only the instructions, without those at the start that read the context, which the kernel
  /// rewrites, and without what bpftool adds to calls.
  private static List<String> code(String text) {
    return text.lines()
        .filter(line -> line.matches(" *\\d+: \\(.*"))
        .map(line -> line.replaceFirst("#bpf_prog.*", "").strip())
        .skip(2)
        .toList();
  }

  private static Program xdp(Consumer<Asm> body) {
    return Asm.program("shown", ProgramType.XDP, body);
  }

  private static int run(Program program, byte[] packet) {
    try (ProgramMaps maps = ProgramMaps.create(List.of(program));
        BpfProgram loaded = BpfProgram.load(program, maps)) {
      return loaded.test(TestInput.of(packet)).result();
    }
  }
}
