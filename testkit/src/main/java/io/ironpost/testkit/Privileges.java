package io.ironpost.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// What this process may do, and which programs are there. Callers turn a [Check] into their
/// assumption, so that a skipped test says why.
public final class Privileges {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Privileges() {}

  /// capability(7), by the bit of `include/uapi/linux/capability.h`.
  public enum Capability {
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13),
    CAP_SYS_ADMIN(21),
    CAP_PERFMON(38),
    CAP_BPF(39);

    private final int bit;

    Capability(int bit) {
      this.bit = bit;
    }
  }

  /// @param met whether the test can run
  /// @param reason what is missing; empty when nothing is
  public record Check(boolean met, String reason) {
    private static final Check MET = new Check(true, "");

    public Check and(Check other) {
      return met ? other : this;
    }
  }

  public static boolean isRoot() {
    String[] uids = line("Uid:").split("\\s+", -1);
    return uids.length > 1 && uids[1].equals("0"); // real, effective, saved, filesystem
  }

  /// Whether all of these are in the effective set.
  public static boolean has(Capability... capabilities) {
    return missing(capabilities).isEmpty();
  }

  /// Loading and attaching programs.
  public static Check bpf() {
    return of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN, Capability.CAP_PERFMON);
  }

  /// Making network and mount namespaces, with ip(8) of iproute2.
  public static Check namespaces() {
    return of(Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN)
        .and(tool("ip"))
        .and(tool("nsenter"));
  }

  public static Check of(Capability... capabilities) {
    String missing = missing(capabilities);
    return missing.isEmpty() ? Check.MET : new Check(false, "needs " + missing + " (run as root)");
  }

  /// Runs a task on a thread that has these capabilities in effect and no others, as far as the
  /// process has them. The process as a whole, and its status in /proc, stay as they were; programs
  /// that root starts from there have all of them again.
  public static <T> T limitedTo(Set<Capability> capabilities, Callable<T> task) throws Exception {
    long mask = 0;
    for (Capability capability : capabilities) {
      mask |= 1L << capability.bit;
    }
    long effective = mask & Long.parseUnsignedLong(line("CapEff:"), 16);
    return SeparateThread.call("limited", () -> Libc.capabilities(effective), task);
  }

  /// Whether a program is on the path.
  public static Check tool(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    boolean there =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    return there ? Check.MET : new Check(false, "needs the program " + name);
  }

  private static String missing(Capability... capabilities) {
    String effective = line("CapEff:");
    long mask = effective.isEmpty() ? 0 : Long.parseUnsignedLong(effective, 16);
    return Arrays.stream(capabilities)
        .filter(capability -> (mask & (1L << capability.bit)) == 0)
        .map(Capability::name)
        .collect(Collectors.joining(", "));
  }

  private static String line(String key) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException _) {
      return ""; // no /proc: nothing can be promised
    }
  }
}
