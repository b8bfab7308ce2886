package io.ironpost.daemon.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the process takes of the machine.
///
/// @param rssBytes resident memory as the kernel counts it; zero where it does not say
/// @param heapBytes used, garbage included
/// @param threads of the operating system; virtual ones are not counted
/// @param gcMillis stopped for collecting garbage since the start
/// @param cpuNanos of all threads since the start
public record JvmFigures(
    long rssBytes,
    long heapBytes,
    long heapMaxBytes,
    int threads,
    long gcMillis,
    long collections,
    long cpuNanos) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long KIB = 1_024;

  /// As of now.
  public static JvmFigures read() {
    Runtime runtime = Runtime.getRuntime();
    long millis = 0;
    long collections = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, collector.getCollectionTime()); // -1: not known
      collections += Math.max(0, collector.getCollectionCount());
    }
    long cpu = ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
    return new JvmFigures(
        rss(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        millis,
        collections,
        cpu);
  }

  /// `VmRSS: 93440 kB` (proc_pid_status(5)); the JVM itself does not know.
  private static long rss() {
    try {
      String status = Files.readString(STATUS, StandardCharsets.ISO_8859_1);
      return status
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException | NumberFormatException _) {
      return 0; // not Linux, or /proc is not mounted
    }
  }
}
