package io.ironpost.ebpf.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The processes seen, those that ended included: who started a program matters most when the
/// starter hides by ending at once.
///
/// Bounded by number and by bytes; the one untouched the longest goes first. A host's long-lived
/// parents are touched by each of their children.
final class ProcessTable {
  /// Bytes kept of a command line: rules on parents look at the program and its first arguments.
  static final int MAX_KEPT_COMMAND = 1_024;

  /// Ancestors told: shell, terminal, session and service manager are five.
  static final int MAX_ANCESTORS = 8;

  private final int maxProcesses;
  private final long maxBytes;
  private final LinkedHashMap<Integer, TracedProcess> processes =
      new LinkedHashMap<>(1_024, 0.75f, true);
  private long bytes;
  private long forgotten;

  ProcessTable(int maxProcesses, long maxBytes) {
    this.maxProcesses = maxProcesses;
    this.maxBytes = maxBytes;
  }

  void put(TracedProcess process) {
    TracedProcess before = processes.put(process.pid(), process);
    bytes += process.weight() - (before == null ? 0 : before.weight());
    while (processes.size() > maxProcesses || bytes > maxBytes && processes.size() > 1) {
      bytes -= processes.pollFirstEntry().getValue().weight();
      forgotten++;
    }
  }

  /// The process with this number that started at this time.
  Optional<TracedProcess> find(int pid, long startTicks) {
    return Optional.ofNullable(processes.get(pid)).filter(p -> p.startTicks() == startTicks);
  }

  /// A process and those before it, the nearest first.
  List<TracedProcess> lineage(TracedProcess of) {
    List<TracedProcess> found = new ArrayList<>(MAX_ANCESTORS);
    Optional<TracedProcess> at = Optional.of(of);
    while (at.isPresent() && found.size() < MAX_ANCESTORS) {
      TracedProcess process = at.get();
      found.add(process);
      at = find(process.parent(), process.parentTicks());
    }
    return found;
  }

  /// How many were dropped for want of room.
  long forgotten() {
    return forgotten;
  }

  int size() {
    return processes.size();
  }
}
