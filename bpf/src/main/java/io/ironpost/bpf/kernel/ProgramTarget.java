package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.btf.KernelBtf;
import java.util.OptionalInt;

/// What a tracing or LSM program hooks, in the kernel's BTF.
final class ProgramTarget {
  /// How include/linux/lsm_hook_defs.h names the functions that stand for the hooks.
  private static final String LSM_HOOK = "bpf_lsm_";

  private ProgramTarget() {}

  static OptionalInt find(ProgramSpec spec, KernelBtf kernel) {
    String name = spec.attachTarget();
    AttachType attach = spec.expectedAttach().orElse(AttachType.TRACE_FENTRY);
    return switch (attach) {
      case TRACE_RAW_TP -> kernel.tracepoint(name);
      case LSM_MAC, LSM_CGROUP -> kernel.function(LSM_HOOK + name);
      default -> kernel.function(name);
    };
  }
}
