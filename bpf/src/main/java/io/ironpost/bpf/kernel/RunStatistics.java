package io.ironpost.bpf.kernel;

import java.lang.foreign.Arena;
import java.util.List;

/// While one is open the kernel counts runs and run time of all programs ([ProgramInfo]). It costs
/// every run of every program two readings of a clock (72 ns where an empty XDP program took 27),
/// so it is for looking and not for leaving on.
public final class RunStatistics implements AutoCloseable {
  private static final int BPF_STATS_RUN_TIME = 0; // include/uapi/linux/bpf.h

  private final Fd fd;

  private RunStatistics(Fd fd) {
    this.fd = fd;
  }

  /// @throws KernelRefusedException without CAP_SYS_ADMIN, or before 5.8
  public static RunStatistics enable() {
    long result = call();
    if (result == -Errno.EINVAL.number()) {
      throw Refusal.of(
          "enable run time statistics",
          result,
          "It needs kernel 5.8; older ones have the setting kernel.bpf_stats_enabled");
    }
    if (result < 0) {
      throw Refusal.of("enable run time statistics", result, List.of(Capability.CAP_SYS_ADMIN));
    }
    return new RunStatistics(new Fd("run time statistics", (int) result));
  }

  static long probe() {
    return Probe.closed(call());
  }

  private static long call() {
    try (Arena arena = Arena.ofConfined()) {
      return Syscall.bpf(BpfCommand.ENABLE_STATS, new Attr(arena).u32(0, BPF_STATS_RUN_TIME));
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
