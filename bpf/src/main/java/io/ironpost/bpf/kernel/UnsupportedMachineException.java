package io.ironpost.bpf.kernel;

/// This machine is none that the library knows the system call numbers of.
public final class UnsupportedMachineException extends BpfException {
  private static final long serialVersionUID = 1L;

  UnsupportedMachineException(String os, String architecture) {
    super(
        "eBPF from Java works on Linux on x86_64 and aarch64; this is %s on %s"
            .formatted(os, architecture));
  }
}
