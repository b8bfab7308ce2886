package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ironpost.bpf.asm.ProgramType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// What came of running a program on made-up input.
///
/// @param result what it returned
/// @param nanosPerRun the kernel's own measure, the mean of all repetitions in whole nanoseconds
/// @param data the packet as the program left it
/// @param context the context as the program left it; empty when none was given
public record TestRun(int result, int nanosPerRun, byte[] data, byte[] context) {
  /// A program may push headers in front; so much is left for them (XDP_PACKET_HEADROOM and some).
  private static final int GROWTH = 512;

  // BPF_PROG_TEST_RUN: prog_fd 0, retval 4, data_size_in 8, data_size_out 12, data_in 16,
  // data_out 24, repeat 32, duration 36, ctx_size_in 40, ctx_size_out 44, ctx_in 48, ctx_out 56
  private static final int RETVAL = 4;
  private static final int DATA_SIZE_OUT = 12;
  private static final int DURATION = 36;
  private static final int CONTEXT_SIZE_OUT = 44;

  static TestRun of(String name, ProgramType type, int fd, TestInput input) {
    byte[] data = input.data();
    byte[] context = input.context();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dataOut = arena.allocate(data.length + GROWTH);
      MemorySegment contextOut = arena.allocate(Math.max(context.length, 1));
      // Once is said by zero: kinds that can only run once refuse every other number.
      Attr attr = new Attr(arena).u32(0, fd).u32(32, input.repeat() > 1 ? input.repeat() : 0);
      if (data.length > 0) {
        attr.u32(8, data.length)
            .u32(DATA_SIZE_OUT, (int) dataOut.byteSize())
            .pointer(16, arena.allocateFrom(JAVA_BYTE, data))
            .pointer(24, dataOut);
      }
      if (context.length > 0) {
        attr.u32(40, context.length).pointer(48, arena.allocateFrom(JAVA_BYTE, context));
      }
      if (context.length > 0 && returnsContext(type)) {
        attr.u32(CONTEXT_SIZE_OUT, context.length).pointer(56, contextOut);
      }
      require(name, type, Syscall.bpf(BpfCommand.PROG_TEST_RUN, attr));
      return read(attr, dataOut, contextOut);
    }
  }

  private static TestRun read(Attr attr, MemorySegment data, MemorySegment context) {
    return new TestRun(
        attr.u32(RETVAL),
        attr.u32(DURATION),
        taken(data, attr.u32(DATA_SIZE_OUT)),
        taken(context, attr.u32(CONTEXT_SIZE_OUT)));
  }

  private static void require(String name, ProgramType type, long result) {
    if (result < 0) {
      throw refused(name, type, result);
    }
  }

  private static KernelRefusedException refused(String name, ProgramType type, long result) {
    String what = "run program %s (%s) on test input".formatted(name, type);
    Errno errno = Errno.of((int) -result);
    if (errno.meansUnsupported()) {
      return Refusal.of(what, result, "This kernel cannot test-run programs of this type");
    }
    if (errno.equals(Errno.EINVAL)) {
      return Refusal.of(
          what, result, "The packet is too short or too long, or the context has a wrong size");
    }
    return Refusal.of(
        what,
        result,
        List.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN, Capability.CAP_PERFMON));
  }

  /// Raw tracepoints refuse to be asked for what they read (bpf_prog_test_run_raw_tp,
  /// net/bpf/test_run.c).
  private static boolean returnsContext(ProgramType type) {
    return type != ProgramType.RAW_TRACEPOINT && type != ProgramType.SYSCALL;
  }

  private static byte[] taken(MemorySegment from, int size) {
    return from.asSlice(0, Math.min(size, from.byteSize())).toArray(JAVA_BYTE);
  }
}
