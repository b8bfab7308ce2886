package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// BPF_RAW_TRACEPOINT_OPEN, which every kernel since 4.17 has: for raw tracepoints, and without a
/// name for programs that were loaded for one place. What it returns is a link, since 5.7 in every
/// respect.
final class RawTracepointHook {
  private static final List<Capability> NEEDS = List.of(Capability.CAP_BPF, Capability.CAP_PERFMON);

  private RawTracepointHook() {}

  /// @param name empty for programs that know their place
  static Link attach(BpfProgram program, String name) {
    String where =
        program.name()
            + (name.isEmpty() ? " where it was loaded for" : " to raw tracepoint " + name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chars = name.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(name);
      Attr attr = new Attr(arena).pointer(0, chars).u32(8, program.fd()); // name 0, prog_fd 8
      long result = Syscall.bpf(BpfCommand.RAW_TRACEPOINT_OPEN, attr);
      if (result == -Errno.ENOENT.number()) {
        throw Refusal.of("attach " + where, result, "This kernel has no such tracepoint");
      }
      if (result < 0) {
        throw Refusal.of("attach " + where, result, NEEDS);
      }
      return new Link(new Fd(where, (int) result));
    }
  }
}
