package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a process may ask of the kernel.
///
/// @param effective the capabilities in effect; of those that concern eBPF
public record Privileges(Set<Capability> effective) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "CapEff:";

  public Privileges {
    effective = Set.copyOf(effective);
  }

  /// Those of this process, now. None when /proc is not there to tell.
  public static Privileges ofProcess() {
    try {
      return read(Files.readAllLines(STATUS));
    } catch (IOException _) {
      return new Privileges(Set.of());
    }
  }

  /// Reads the lines of a /proc/PID/status (proc_pid_status(5)).
  static Privileges read(List<String> status) {
    Set<Capability> held = EnumSet.noneOf(Capability.class);
    for (String line : status) {
      if (line.startsWith(LINE)) {
        long mask = Long.parseUnsignedLong(line.substring(LINE.length()).strip(), 16);
        for (Capability capability : Capability.values()) {
          if (capability.isIn(mask)) {
            held.add(capability);
          }
        }
      }
    }
    return new Privileges(held);
  }

  /// Whether the kernel would let this process do what needs the capability: CAP_SYS_ADMIN stood
  /// for CAP_BPF and CAP_PERFMON before 5.8 and still does (capabilities(7)).
  public boolean allows(Capability capability) {
    return switch (capability) {
      case CAP_BPF, CAP_PERFMON ->
          effective.contains(capability) || effective.contains(Capability.CAP_SYS_ADMIN);
      case CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_SYS_RESOURCE -> effective.contains(capability);
    };
  }

  /// Those of the wanted that are not held, in the order they were asked for.
  public List<Capability> missing(List<Capability> wanted) {
    return wanted.stream().filter(capability -> !allows(capability)).toList();
  }
}
