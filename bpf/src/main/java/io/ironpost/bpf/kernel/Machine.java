package io.ironpost.bpf.kernel;

import java.util.Locale;

/// Numbers that differ between architectures.
final class Machine {
  private static final String OS = System.getProperty("os.name", "");
  private static final String ARCHITECTURE = System.getProperty("os.arch", "");
  private static final boolean ARM = ARCHITECTURE.equals("aarch64");
  private static final boolean KNOWN =
      OS.toLowerCase(Locale.ROOT).equals("linux") && (ARM || ARCHITECTURE.equals("amd64"));

  private Machine() {}

  /// bpf(2): arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/unistd.h.
  static long bpf() {
    return number(321, 280);
  }

  /// One of two system call numbers.
  static long number(long x86, long arm) {
    if (!KNOWN) {
      throw new UnsupportedMachineException(OS, ARCHITECTURE);
    }
    return ARM ? arm : x86;
  }
}
