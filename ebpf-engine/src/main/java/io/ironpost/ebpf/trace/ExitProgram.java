package io.ironpost.ebpf.trace;

import static io.ironpost.bpf.asm.Reg.R0;
import static io.ironpost.bpf.asm.Reg.R1;
import static io.ironpost.bpf.asm.Reg.R6;
import static io.ironpost.bpf.asm.Reg.R7;
import static io.ironpost.bpf.asm.Reg.R9;

import io.ironpost.bpf.asm.Asm;
import io.ironpost.bpf.asm.Cond;
import io.ironpost.bpf.asm.Program;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.RingWake;
import io.ironpost.bpf.asm.Slot;
import io.ironpost.bpf.btf.KernelBtf;
import io.ironpost.ebpf.trace.TraceEvent.Exit;
import io.ironpost.ebpf.trace.TraceMaps.Losses;

/// Reports a process that ends, from `sched_process_exit(task)`: when the last of its threads does
/// (`do_exit`, kernel/exit.c, counts them down just before).
final class ExitProgram {
  private ExitProgram() {}

  static Program build(KernelBtf kernel, TraceMaps maps) {
    return Asm.program("trace_exit", ProgramType.RAW_TRACEPOINT, asm -> body(asm, kernel, maps));
  }

  private static void body(Asm asm, KernelBtf kernel, TraceMaps maps) {
    KernelReads reads = new KernelReads(asm, kernel, maps);
    KernelReads.argument(asm, R6, 0);
    Slot live = asm.slot("live", Integer.BYTES);
    reads.follow(R9, R6, "task_struct.signal");
    reads.read(live, R9, reads.at("signal_struct.live"));
    asm.load(R1, live);
    asm.when(R1, Cond.NE, 0, () -> asm.exit(0));
    asm.ringReserve(
        maps.ring(),
        Exit.LAYOUT,
        _ -> {
          asm.mov(R7, R0);
          reads.begin(R7, TraceEvent.EXIT, R6, R9);
          reads.describe(R7, R6, R9);
          reads.copy(R7, Exit.CODE, R6, "task_struct.exit_code");
          asm.ringSubmit(R7, RingWake.NEVER);
        },
        () -> reads.count(Losses.RING_FULL));
    asm.exit(0);
  }
}
