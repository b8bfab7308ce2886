package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R2;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R8;
import static io.ironpost.bpf.asm.Reg.R9;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Size;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.ebpf.trace.TraceMaps.Losses;

/// Reports a process that forks off another, from `sched_process_fork(parent, child)`. A shell's
/// sub-shells never call execve: without this their children's parents would have no name.
///
/// Threads, which come by the same way, are left out.
final class ForkProgram {
  private ForkProgram() {}

  static Program build(KernelBtf kernel, TraceMaps maps) {
    return Asm.program("trace_fork", ProgramType.RAW_TRACEPOINT, asm -> body(asm, kernel, maps));
  }

  private static void body(Asm asm, KernelBtf kernel, TraceMaps maps) {
    KernelReads reads = new KernelReads(asm, kernel, maps);
    KernelReads.argument(asm, R6, 0);
    KernelReads.argument(asm, R8, 1);
    Slot thread = asm.slot("pid", Integer.BYTES);
    Slot process = asm.slot("tgid", Integer.BYTES);
    reads.read(thread, R8, reads.at("task_struct.pid"));
    reads.read(process, R8, reads.at("task_struct.tgid"));
    asm.load(R1, thread);
    asm.load(R2, process);
    asm.when(R1, Cond.NE, R2, () -> asm.exit(0));
    asm.ringReserve(
        maps.ring(),
        TraceEvent.HEAD_LAYOUT,
        _ -> {
          asm.mov(R7, R0);
          clear(asm);
          reads.begin(R7, TraceEvent.FORK, R8, R9);
          reads.identity(R7, TraceEvent.PARENT, TraceEvent.PARENT_START, R6, R9);
          asm.ringSubmit(R7, RingWake.NEVER);
        },
        () -> reads.count(Losses.RING_FULL));
    asm.exit(0);
  }

  /// What a ring held before is still there.
  private static void clear(Asm asm) {
    for (int at = 0; at < TraceEvent.HEAD_SIZE; at += Long.BYTES) {
      asm.store(Size.DW, R7, at, 0);
    }
  }
}
