package io.ironpost.bpf.kernel;

import java.util.List;
import java.util.stream.Collectors;

/// Turns an errno into an exception that says what to do.
final class Refusal {
  private Refusal() {}

  /// @param what what was tried, as in `create map blocks (hash, 100 entries)`
  /// @param result what the system call gave: minus errno
  /// @param needs capabilities that the kernel asks for it
  static KernelRefusedException of(String what, long result, List<Capability> needs) {
    Errno errno = Errno.of((int) -result);
    return new KernelRefusedException(what, errno, advice(errno, Privileges.ofProcess(), needs));
  }

  /// A refusal whose remedy the caller knows.
  static KernelRefusedException of(String what, long result, String advice) {
    return new KernelRefusedException(what, Errno.of((int) -result), advice);
  }

  /// What to do about it. EPERM has three causes that look alike: no capability, a kernel that
  /// forbids it to all (lockdown), and before 5.11 a limit of locked memory.
  static String advice(Errno errno, Privileges held, List<Capability> needs) {
    if (errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES)) {
      List<Capability> missing = held.missing(needs);
      return missing.isEmpty()
          ? "All of %s are held: a security module, kernel lockdown or a container's seccomp filter forbids it"
              .formatted(names(needs))
          : grant(missing);
    }
    if (errno.equals(Errno.ENOSYS)) {
      return "This kernel was built without CONFIG_BPF_SYSCALL";
    }
    if (errno.equals(Errno.EMFILE)) {
      return "Raise the limit of open files (LimitNOFILE= in systemd, ulimit -n)";
    }
    if (errno.equals(Errno.ENOMEM)) {
      return "Make the maps smaller, or give the machine or its control group more memory";
    }
    return "";
  }

  /// How to come by capabilities.
  static String grant(List<Capability> missing) {
    return "Missing %s: run as root, or grant it (systemd: AmbientCapabilities=%s)"
        .formatted(
            names(missing), missing.stream().map(Enum::name).collect(Collectors.joining(" ")));
  }

  private static String names(List<Capability> capabilities) {
    return capabilities.stream().map(Enum::name).collect(Collectors.joining(", "));
  }
}
