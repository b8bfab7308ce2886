package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Settings of the kernel that concern eBPF.
///
/// @param unprivilegedBpf whether processes without capabilities may use bpf(2)
///   (`kernel.unprivileged_bpf_disabled` is 0)
/// @param compiler whether programs become machine code (`net.core.bpf_jit_enable` is not 0)
public record KernelSettings(Answer unprivilegedBpf, Answer compiler) {
  private static final Path UNPRIVILEGED = Path.of("/proc/sys/kernel/unprivileged_bpf_disabled");
  private static final Path COMPILER = Path.of("/proc/sys/net/core/bpf_jit_enable");

  /// Files of /proc may be missing, or for root alone.
  public enum Answer {
    YES,
    NO,
    UNKNOWN;

    private static Answer of(boolean yes) {
      return yes ? YES : NO;
    }

    private Answer opposite() {
      return switch (this) {
        case YES -> NO;
        case NO -> YES;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /// As distributions set them.
  static KernelSettings usual() {
    return new KernelSettings(Answer.NO, Answer.YES);
  }

  public static KernelSettings running() {
    return new KernelSettings(isSet(UNPRIVILEGED).opposite(), isSet(COMPILER));
  }

  private static Answer isSet(Path setting) {
    try {
      return Answer.of(!Files.readString(setting).strip().equals("0"));
    } catch (IOException _) {
      return Answer.UNKNOWN;
    }
  }
}
