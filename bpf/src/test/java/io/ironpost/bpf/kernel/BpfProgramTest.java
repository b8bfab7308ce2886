package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Helper;
import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.asm.MapType;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.Reg;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.XdpMd;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BpfProgramTest {
  private static final byte[] PACKET = new byte[64];

  @BeforeAll
  static void rights() {
    Needs.bpf();
  }

  private static Program answering(int answer) {
    return Asm.program("answering", ProgramType.XDP, asm -> asm.exit(answer));
  }

  @Test
  void a_test_run_gives_the_answer_and_the_time_it_takes() {
    try (BpfProgram program = BpfProgram.load(answering(XdpMd.DROP))) {
      TestRun run = program.test(TestInput.of(PACKET).repeated(10_000));
      assertThat(run.result()).isEqualTo(XdpMd.DROP);
      assertThat(run.nanosPerRun()).isBetween(1, 10_000);
      assertThat(run.data()).isEqualTo(PACKET);
    }
  }

  @Test
  void a_test_run_gives_back_the_packet_as_the_program_left_it() {
    Program grow =
        Asm.program(
            "grow",
            ProgramType.XDP,
            asm -> {
              asm.mov(Reg.R2, -8);
              asm.call(Helper.XDP_ADJUST_HEAD);
              asm.exit(XdpMd.PASS);
            });
    try (BpfProgram program = BpfProgram.load(grow)) {
      assertThat(program.test(TestInput.of(PACKET)).data()).hasSize(PACKET.length + 8);
    }
  }

  @Test
  void a_test_run_takes_a_context_and_gives_it_back() {
    int mark = 8; // in struct __sk_buff, include/uapi/linux/bpf.h
    Program marking =
        Asm.program(
            "marking",
            ProgramType.SCHED_CLS,
            asm -> {
              asm.load(Size.W, Reg.R0, Reg.R1, mark);
              asm.store(Size.W, Reg.R1, mark, 5);
              asm.exit();
            });
    byte[] context = new byte[192];
    context[mark] = 77;
    try (BpfProgram program = BpfProgram.load(marking)) {
      TestRun run = program.test(TestInput.of(PACKET).withContext(context));
      assertThat(run.result()).isEqualTo(77);
      assertThat(run.context()[mark]).isEqualTo((byte) 5);
    }
  }

  @Test
  void a_packet_without_an_ethernet_header_is_refused_in_words() {
    try (BpfProgram program = BpfProgram.load(answering(XdpMd.PASS))) {
      assertThatThrownBy(() -> program.test(TestInput.of(new byte[13])))
          .hasMessageContaining("run program answering (XDP) on test input: EINVAL")
          .hasMessageContaining("too short");
    }
  }

  @Test
  void a_program_counts_in_a_map_that_is_read_here() {
    try (Counting counting = Counting.loaded(ProgramSpec.of("counts", ProgramType.XDP), 2)) {
      counting.program().test(TestInput.of(PACKET).repeated(5000));
      assertThat(counting.runs()).isEqualTo(5000);
    }
  }

  @Test
  void programs_that_name_the_same_map_share_it() {
    MapSpec shared = MapSpec.array("shared", 8, 1);
    Program writer =
        Asm.program(
            "writer",
            ProgramType.XDP,
            asm -> {
              var key = asm.zeroedSlot("key", 4);
              asm.lookup(shared, key, value -> asm.store(Size.DW, value, 0, 7));
              asm.exit(XdpMd.PASS);
            });
    Program reader =
        Asm.program(
            "reader",
            ProgramType.SCHED_CLS,
            asm -> {
              var key = asm.zeroedSlot("key", 4);
              asm.lookup(
                  shared,
                  key,
                  value -> {
                    asm.load(Size.DW, Reg.R0, value, 0);
                    asm.exit();
                  });
              asm.exit(0);
            });
    try (ProgramMaps maps = ProgramMaps.create(List.of(writer, reader));
        BpfProgram writes = BpfProgram.load(writer, maps);
        BpfProgram reads = BpfProgram.load(reader, maps)) {
      assertThat(maps.all()).hasSize(1);
      assertThat(reads.test(TestInput.of(PACKET)).result()).isZero();
      writes.test(TestInput.of(PACKET));
      assertThat(reads.test(TestInput.of(PACKET)).result()).isEqualTo(7);
      assertThat(maps.get(shared).lookup(0, 0)).isEqualTo(7);
    }
  }

  @Test
  void a_tail_call_goes_where_the_map_says() {
    MapSpec table = MapSpec.programs("table", 4);
    Program first =
        Asm.program(
            "first",
            ProgramType.XDP,
            asm -> {
              asm.tailCall(Reg.R1, table, io.ironpost.bpf.asm.Argument.number(2));
              asm.exit(XdpMd.PASS);
            });
    try (ProgramMaps maps = ProgramMaps.create(List.of(first));
        BpfProgram jumping = BpfProgram.load(first, maps);
        BpfProgram target = BpfProgram.load(answering(XdpMd.DROP))) {
      assertThat(jumping.test(TestInput.of(PACKET)).result()).isEqualTo(XdpMd.PASS);
      maps.get(table).update(2, target);
      assertThat(jumping.test(TestInput.of(PACKET)).result()).isEqualTo(XdpMd.DROP);
      assertThat(maps.get(table).delete(2)).isTrue();
      assertThat(jumping.test(TestInput.of(PACKET)).result()).isEqualTo(XdpMd.PASS);
    }
  }

  @Test
  void a_program_sees_the_inner_map_that_is_there_now() {
    MapSpec inner = MapSpec.array("inner", 8, 1);
    MapSpec outer = MapSpec.ofMaps("outer", MapType.ARRAY_OF_MAPS, 4, 1, inner);
    Program reading =
        Asm.program(
            "reading",
            ProgramType.XDP,
            asm -> {
              var key = asm.zeroedSlot("key", 4);
              asm.lookup(
                  outer,
                  key,
                  found -> {
                    asm.call(Helper.MAP_LOOKUP_ELEM, found, key);
                    asm.when(
                        Reg.R0,
                        Cond.NE,
                        0,
                        () -> {
                          asm.load(Size.DW, Reg.R0, Reg.R0, 0);
                          asm.exit();
                        });
                  });
              asm.exit(99);
            });
    try (ProgramMaps maps = ProgramMaps.create(List.of(reading));
        BpfProgram program = BpfProgram.load(reading, maps);
        BpfMap old = BpfMap.create(inner);
        BpfMap replacement = BpfMap.create(inner)) {
      old.update(0, 1);
      replacement.update(0, 2);
      assertThat(program.test(TestInput.of(PACKET)).result()).isEqualTo(99);
      maps.get(outer).update(0, old);
      assertThat(program.test(TestInput.of(PACKET)).result()).isEqualTo(1);
      maps.get(outer).update(0, replacement);
      assertThat(program.test(TestInput.of(PACKET)).result()).isEqualTo(2);
    }
  }

  @Test
  void a_program_whose_types_the_kernel_refuses_is_loaded_without() {
    Program right = answering(XdpMd.DROP);
    // Behind the last instruction begins none (check_btf_func, kernel/bpf/verifier.c).
    List<Program.Function> wrong =
        List.of(right.functions().getFirst(), new Program.Function("outside", 4711, 0));
    Program described =
        new Program(
            right.spec(), right.instructions(), right.mapUses(), right.sourceLines(), wrong);
    try (BpfProgram program = BpfProgram.load(described)) {
      assertThat(program.test(TestInput.of(PACKET)).result()).isEqualTo(XdpMd.DROP);
    }
  }

  @Test
  void a_refused_program_names_the_line_of_this_file() {
    Program outside =
        Asm.program(
            "outside",
            ProgramType.XDP,
            asm -> {
              asm.load(Size.W, Reg.R2, Reg.R1, 0);
              asm.load(Size.W, Reg.R3, Reg.R2, 0); // no bounds were checked: here it is refused
              asm.exit(XdpMd.PASS);
            });
    ProgramRejectedException refused =
        catchThrowableOfType(
            ProgramRejectedException.class, () -> BpfProgram.load(outside).close());
    assertThat(refused.errno()).isEqualTo(Errno.EACCES);
    assertThat(refused.log()).contains("invalid access to packet");
    int line = outside.sourceOf(1).orElseThrow().line();
    assertThat(refused).hasMessageContaining("BpfProgramTest.java:" + line);
  }

  @Test
  void a_long_log_is_read_to_its_end() {
    Program branchy =
        Asm.program(
            "branchy",
            ProgramType.XDP,
            asm -> {
              asm.load(Size.W, Reg.R6, Reg.R1, 12);
              for (int i = 0; i < 2000; i++) {
                asm.add(Reg.R6, 1);
                asm.mov(Reg.R0, Reg.R6);
              }
              asm.load(Size.DW, Reg.R0, Reg.R1, 4000);
              asm.exit();
            });
    assertThatThrownBy(() -> BpfProgram.load(branchy).close())
        .isInstanceOfSatisfying(
            ProgramRejectedException.class,
            refused ->
                assertThat(refused.log())
                    .hasSizeGreaterThan(ProgramLoad.FIRST_LOG)
                    .contains("invalid bpf_context access off=4000"));
  }

  @Test
  void a_hook_that_the_kernel_does_not_have_is_named() {
    Program hooked =
        Asm.program(
            ProgramSpec.rawTracepointWithBtf("hooked", "no_such_tracepoint"), asm -> asm.exit(0));
    assertThatThrownBy(() -> BpfProgram.load(hooked).close())
        .isInstanceOf(KernelRefusedException.class)
        .hasMessageContaining("This kernel has no no_such_tracepoint");
  }

  @Test
  void a_typed_tracepoint_is_found_by_name() {
    Program exec =
        Asm.program(
            ProgramSpec.rawTracepointWithBtf("on_exec", "sched_process_exec"), asm -> asm.exit(0));
    try (BpfProgram program = BpfProgram.load(exec)) {
      assertThat(program.info().type()).isEqualTo(ProgramType.TRACING);
    }
  }

  @Test
  void the_kernel_tells_what_it_made_of_a_program() {
    try (BpfProgram one = BpfProgram.load(answering(XdpMd.DROP));
        BpfProgram same = BpfProgram.load(answering(XdpMd.DROP));
        BpfProgram other = BpfProgram.load(answering(XdpMd.PASS))) {
      ProgramInfo info = one.info();
      assertThat(info.name()).isEqualTo("answering");
      assertThat(info.tag()).hasSize(16).isEqualTo(same.info().tag());
      assertThat(info.tag()).isNotEqualTo(other.info().tag());
      assertThat(info.id()).isNotEqualTo(same.info().id());
      assertThat(KernelObjects.programs()).extracting(ProgramInfo::id).contains(info.id());
      try (BpfProgram opened = BpfProgram.byId(info.id()).orElseThrow()) {
        assertThat(opened.test(TestInput.of(PACKET)).result()).isEqualTo(XdpMd.DROP);
      }
    }
  }

  @Test
  void runs_and_their_time_are_counted_while_asked_for() {
    try (BpfProgram program = BpfProgram.load(answering(XdpMd.PASS))) {
      try (RunStatistics _ = RunStatistics.enable()) {
        program.test(TestInput.of(PACKET).repeated(1000));
      }
      // Others on this machine may have asked for them as well, so no run before is no promise.
      assertThat(program.info().runs()).isEqualTo(1000);
      assertThat(program.info().runTime()).isPositive();
    }
  }

  @Test
  void after_close_a_program_is_not_another() {
    BpfProgram program = BpfProgram.load(answering(XdpMd.PASS));
    program.close();
    program.close();
    try (BpfProgram _ = BpfProgram.load(answering(XdpMd.DROP))) {
      assertThatThrownBy(() -> program.test(TestInput.of(PACKET)))
          .isInstanceOf(AlreadyClosedException.class)
          .hasMessage("program answering was closed already");
      assertThatThrownBy(program::info).isInstanceOf(AlreadyClosedException.class);
    }
  }

  @Test
  void nothing_stays_open_whether_a_program_is_taken_or_refused() {
    MapSpec counter = MapSpec.array("counter", 8, 1);
    Program bad =
        Asm.program(
            "bad",
            ProgramType.XDP,
            asm -> {
              asm.map(Reg.R1, counter);
              asm.load(Size.DW, Reg.R0, Reg.R1, 4000);
              asm.exit();
            });
    long before = Descriptors.count();
    for (int i = 0; i < 20; i++) {
      BpfProgram.load(answering(XdpMd.PASS)).close();
      try (ProgramMaps maps = ProgramMaps.create(List.of(bad))) {
        assertThatThrownBy(() -> BpfProgram.load(bad, maps))
            .isInstanceOf(ProgramRejectedException.class);
      }
    }
    assertThat(Descriptors.count()).isEqualTo(before);
  }

  @Test
  void the_kernel_shows_the_java_lines_of_a_program() {
    try (BpfProgram program = BpfProgram.load(answering(XdpMd.DROP))) {
      var check = io.ironpost.testkit.Privileges.tool("bpftool");
      org.junit.jupiter.api.Assumptions.assumeTrue(check.met(), check.reason());
      String dump =
          io.ironpost.testkit.Command.of(
                  "bpftool", "prog", "dump", "xlated", "id", "" + program.info().id(), "linum")
              .run()
              .orFail();
      assertThat(dump).contains("BpfProgramTest.java", "line_num:");
    }
  }
}
