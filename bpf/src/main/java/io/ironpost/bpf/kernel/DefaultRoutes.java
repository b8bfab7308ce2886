package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which interfaces default routes lead to (proc_pid_net(5)).
final class DefaultRoutes {
  // Of the thread, not of the process: /proc/net is the main thread's namespace.
  private static final Path IPV4 = Path.of("/proc/thread-self/net/route");
  private static final Path IPV6 = Path.of("/proc/thread-self/net/ipv6_route");

  private static final int REJECT = 0x0200; // include/uapi/linux/route.h, RTF_REJECT
  private static final int UP = 1;

  private DefaultRoutes() {}

  static List<String> interfaces() {
    return interfaces(lines(IPV4), lines(IPV6));
  }

  static List<String> interfaces(List<String> ipv4, List<String> ipv6) {
    Set<String> names = new LinkedHashSet<>();
    for (String line : ipv4) {
      // Iface Destination Gateway Flags RefCnt Use Metric Mask …
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 7 && isZero(columns[1]) && isZero(columns[7]) && leads(columns[3])) {
        names.add(columns[0]);
      }
    }
    for (String line : ipv6) {
      // destination length source length gateway metric references use flags interface
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 9 && isZero(columns[0]) && isZero(columns[1]) && leads(columns[8])) {
        names.add(columns[9]);
      }
    }
    return new ArrayList<>(names);
  }

  private static boolean isZero(String hex) {
    return !hex.isEmpty() && hex.chars().allMatch(digit -> digit == '0');
  }

  /// The kernel itself has default routes that refuse, on the loopback.
  private static boolean leads(String flags) {
    try {
      int bits = Integer.parseUnsignedInt(flags, 16);
      return (bits & UP) != 0 && (bits & REJECT) == 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of(); // no IPv6, or no /proc
    }
  }
}
