package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.testkit.BpfFilesystem;
import io.ironpost.testkit.Command;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingHooksTest {
  @BeforeEach
  void privileges() {
    Needs.bpf();
  }

  private static void runPrograms(int count) {
    for (int i = 0; i < count; i++) {
      Command.of("true").run().orFail();
    }
  }

  private static void seesPrograms(Counting counting, Attachment attachment) {
    runPrograms(3);
    assertThat(counting.runs()).isGreaterThanOrEqualTo(3);
    attachment.close();
    long seen = counting.runs();
    runPrograms(1);
    assertThat(counting.runs()).isEqualTo(seen);
  }

  @Test
  void a_raw_tracepoint_fires_when_a_program_is_started() {
    try (Counting exec = Counting.loaded(ProgramSpec.of("exec", ProgramType.RAW_TRACEPOINT), 0)) {
      Attachment attachment = Hooks.rawTracepoint(exec.program(), "sched_process_exec");
      assertThat(((Link) attachment).info().type()).isEqualTo(LinkType.RAW_TRACEPOINT);
      seesPrograms(exec, attachment);
    }
  }

  @Test
  void a_tracepoint_with_types_fires_when_a_program_is_started() {
    try (Counting exec =
        Counting.loaded(ProgramSpec.rawTracepointWithBtf("exec", "sched_process_exec"), 0)) {
      seesPrograms(exec, Hooks.tracing(exec.program()));
    }
  }

  @Test
  void a_raw_tracepoint_that_is_not_there_is_said_so() {
    try (Counting exec = Counting.loaded(ProgramSpec.of("exec", ProgramType.RAW_TRACEPOINT), 0)) {
      assertThatThrownBy(() -> Hooks.rawTracepoint(exec.program(), "no_such_thing"))
          .hasMessageContaining("raw tracepoint no_such_thing")
          .hasMessageContaining("no such tracepoint");
    }
  }

  @Test
  void a_tracepoint_takes_a_program_by_a_link_of_its_perf_event() throws Exception {
    try (Counting exec = Counting.loaded(ProgramSpec.of("exec", ProgramType.TRACEPOINT), 0)) {
      Attachment attachment =
          withTracefs(folder ->
              TracepointHook.attach(
                  exec.program(), "sched", "sched_process_exec", List.of(folder)));
      assertThat(attachment).isInstanceOf(Link.class);
      seesPrograms(exec, attachment);
    }
  }

  @Test
  void a_tracepoint_takes_a_program_by_ioctl_as_on_old_kernels() throws Exception {
    try (Counting exec = Counting.loaded(ProgramSpec.of("exec", ProgramType.TRACEPOINT), 0)) {
      Attachment attachment =
          withTracefs(folder ->
              PerfTracepoint.attach(
                  exec.program(),
                  TracepointHook.perfEvent(
                      "exec",
                      TracepointHook.id("exec", "sched", "sched_process_exec", List.of(folder))),
                  "exec"));
      assertThat(attachment).isInstanceOf(PerfTracepoint.class);
      assertThatThrownBy(() -> attachment.replace(exec.program()))
          .hasMessageContaining("attach the new one");
      seesPrograms(exec, attachment);
    }
  }

  @Test
  void without_tracefs_it_is_said_what_to_mount() {
    try (Counting exec = Counting.loaded(ProgramSpec.of("exec", ProgramType.TRACEPOINT), 0)) {
      assertThatThrownBy(() ->
              TracepointHook.attach(
                  exec.program(), "sched", "sched_process_exec", List.of(Path.of("/nowhere"))))
          .hasMessageContaining("mount -t tracefs");
    }
  }

  private static <T> T withTracefs(BpfFilesystem.Task<T> task) throws Exception {
    try {
      return BpfFilesystem.withTracefs(task);
    } catch (IllegalStateException e) {
      return abort("no tracefs can be mounted here: " + e.getMessage());
    }
  }
}
