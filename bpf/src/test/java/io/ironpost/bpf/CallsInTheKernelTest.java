package io.ironpost.bpf;

import static io.ironpost.bpf.asm.Argument.number;
import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R3;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Field;
import io.ironpost.bpf.asm.Layout;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.MapWrite;
import io.ironpost.bpf.asm.PacketCursor;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.SkBuff;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.kernel.BpfProgram;
import io.ironpost.bpf.kernel.ProgramMaps;
import io.ironpost.bpf.kernel.TestInput;
import io.ironpost.testkit.Privileges;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each kind of call by its name, taken by the verifier, and where it can be seen with its effect.
class CallsInTheKernelTest {
  private static final byte[] PACKET = new byte[64];

  private static final Layout.Builder FIELDS = Layout.struct("event");
  private static final Field TIME = FIELDS.u64("time");
  private static final Field KIND = FIELDS.u16("kind");
  private static final Layout EVENT = FIELDS.build();

  @BeforeAll
  static void rights() {
    Privileges.Check check = Privileges.bpf();
    assumeTrue(check.met(), check.reason());
  }

  @Test
  void entries_are_written_found_and_deleted() {
    MapSpec map = MapSpec.hash("entries", 4, 8, 16);
    assertThat(
            run(
                ProgramType.XDP,
                asm -> {
                  Slot key = asm.zeroedSlot("key", 4);
                  Slot value = asm.zeroedSlot("value", 8);
                  asm.store(value, 41);
                  asm.update(map, key, value, MapWrite.NEW);
                  asm.mov(R6, R0); // 0
                  asm.lookup(map, key, found -> asm.load(Size.DW, R7, found, 0), () -> asm.exit(1));
                  asm.update(map, key, value, MapWrite.NEW);
                  asm.mov(R8, R0); // refused: there already
                  asm.delete(map, key);
                  asm.lookup(map, key, _ -> asm.exit(2));
                  asm.when(R8, Cond.EQ, 0, () -> asm.exit(3));
                  asm.mov(R0, R7);
                  asm.add(R0, R6);
                  asm.exit();
                }))
        .isEqualTo(41);
  }

  @Test
  void a_tail_call_goes_on_in_the_other_program() {
    MapSpec programs = MapSpec.programs("programs", 4);
    Program second = Asm.program("second", ProgramType.XDP, asm -> asm.exit(77));
    Program first =
        Asm.program(
            "first",
            ProgramType.XDP,
            asm -> {
              asm.tailCall(R1, programs, number(2));
              asm.exit(1);
            });
    try (ProgramMaps maps = ProgramMaps.create(List.of(first));
        BpfProgram loaded = BpfProgram.load(first, maps);
        BpfProgram other = BpfProgram.load(second)) {
      assertThat(loaded.test(TestInput.of(PACKET)).result()).isEqualTo(1);
      maps.get(programs).update(2, other);
      assertThat(loaded.test(TestInput.of(PACKET)).result()).isEqualTo(77);
    }
  }

  @Test
  void a_ring_takes_records_both_ways() {
    MapSpec ring = MapSpec.ring("ring", 4096);
    assertThat(
            run(
                ProgramType.XDP,
                asm -> {
                  Slot event = asm.zeroedSlot("event", EVENT);
                  asm.store(event, KIND, 7);
                  asm.ringReserve(ring, EVENT, record -> fill(asm), () -> asm.exit(1));
                  asm.ringReserve(ring, 16);
                  asm.when(R0, Cond.NE, 0, () -> asm.ringDiscard(R0));
                  asm.ringOutput(ring, event, number(EVENT.size()), RingWake.AUTO);
                  asm.exit();
                }))
        .isZero();
  }

  private static void fill(Asm asm) {
    asm.mov(R6, R0);
    asm.ktimeBootNs();
    asm.store(R6, TIME, R0);
    asm.store(R6, KIND, 5);
    asm.ringSubmit(R6, RingWake.NEVER);
  }

  @Test
  void a_packet_of_tc_is_read_by_cursor_and_by_copy() {
    byte[] packet = PACKET.clone();
    packet[12] = 8;
    packet[23] = 6;
    assertThat(run(ProgramType.SCHED_CLS, packet, CallsInTheKernelTest::readTwice))
        .isEqualTo(0x0806);
  }

  private static void readTwice(Asm asm) {
    asm.mov(R6, R1);
    Slot protocol = asm.zeroedSlot("protocol", 1);
    PacketCursor cursor = asm.packet(R6, R7, R8, R9);
    cursor.need(14, () -> asm.exit(SkBuff.NEXT));
    cursor.loadBig(Size.H, R9, 12);
    asm.skbLoadBytes(R6, number(23), protocol);
    asm.when(R0, Cond.NE, 0, () -> asm.exit(SkBuff.NEXT));
    asm.load(R0, protocol);
    asm.or(R0, R9);
    asm.exit();
  }

  @Test
  void tracing_reads_the_kernel_and_who_runs() {
    MapSpec perf = new MapSpec("perf", MapType.PERF_EVENT_ARRAY, 4, 4, 1, 0, Optional.empty());
    accepted(
        ProgramType.RAW_TRACEPOINT,
        asm -> {
          asm.mov(R6, R1);
          Slot name = asm.zeroedSlot("name", 16);
          Slot word = asm.zeroedSlot("word", 8);
          asm.getCurrentPidTgid();
          asm.store(word, R0);
          asm.getCurrentComm(name);
          asm.load(Size.DW, R7, R6, 0);
          asm.probeReadKernel(word, R7);
          asm.probeReadUser(word, R7);
          asm.probeReadKernelText(name, number(16), R7);
          asm.probeReadUserText(name, number(16), R7);
          asm.perfOutput(R6, perf, name);
          asm.exit(0);
        });
  }

  @Test
  void a_length_in_a_register_is_taken_once_it_is_bounded() {
    MapSpec ring = MapSpec.ring("ring", 4096);
    accepted(
        ProgramType.XDP,
        asm -> {
          Slot text = asm.zeroedSlot("text", 64);
          asm.ktimeBootNs();
          asm.mov(R3, R0);
          asm.and(R3, 63);
          asm.addressOf(R2, text);
          asm.ringOutput(ring, R2, R3, RingWake.NEVER);
          asm.exit(0);
        });
  }

  private static void accepted(ProgramType type, Consumer<Asm> body) {
    Program program = Asm.program("calls", type, body);
    assertThatCode(
            () -> {
              try (ProgramMaps maps = ProgramMaps.create(List.of(program))) {
                BpfProgram.load(program, maps).close();
              }
            })
        .doesNotThrowAnyException();
  }

  private static int run(ProgramType type, Consumer<Asm> body) {
    return run(type, PACKET, body);
  }

  private static int run(ProgramType type, byte[] packet, Consumer<Asm> body) {
    Program program = Asm.program("calls", type, body);
    try (ProgramMaps maps = ProgramMaps.create(List.of(program));
        BpfProgram loaded = BpfProgram.load(program, maps)) {
      return loaded.test(TestInput.of(packet)).result();
    }
  }
}
