package io.ironpost.ebpf.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The table of processes, kept up with what the kernel tells and, where it did not tell, with
/// `/proc`.
final class Processes {
  /// Look-ups in `/proc` within [#LOOK_PERIOD]. One takes some 100 µs; the ring fills meanwhile.
  static final int MAX_LOOKS = 100;

  static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

  private final ProcessTable table;
  private final ProcFiles files;
  private final LongSupplier nanoTime;
  private long periodEnd;
  private int looks;

  Processes(ProcessTable table, ProcFiles files, LongSupplier nanoTime) {
    this.table = table;
    this.files = files;
    this.nanoTime = nanoTime;
    this.periodEnd = nanoTime.getAsLong();
  }

  /// Reads all that run now. What the kernel tells afterwards takes its place.
  List<TracedProcess> readAll() {
    List<TracedProcess> running = new ArrayList<>();
    for (int pid : files.all()) {
      files.read(pid).ifPresent(running::add);
    }
    running.forEach(table::put);
    return running;
  }

  void forked(Actor child) {
    TracedProcess forker = known(child.parent(), child.parentTicks());
    table.put(forker.forkedAs(child.pid(), child.startTicks()));
  }

  /// Puts the new program in the place of the old; gives it back as it is now known.
  TracedProcess started(Start start) {
    Actor actor = start.actor();
    Optional<TracedProcess> before = table.find(actor.pid(), actor.startTicks());
    TracedProcess now =
        before.isPresent()
            ? start.asProcess(before.get().parent(), before.get().parentTicks())
            : start.asProcess(actor.parent(), actor.parentTicks());
    table.put(now);
    return now;
  }

  /// The process, from the table or else from `/proc`.
  TracedProcess known(int pid, long startTicks) {
    return table.find(pid, startTicks).orElseGet(() -> lookUp(pid, startTicks));
  }

  private TracedProcess lookUp(int pid, long startTicks) {
    Optional<TracedProcess> found =
        pid > 0 && mayLook()
            ? files.read(pid).filter(p -> p.startTicks() == startTicks)
            : Optional.empty();
    found.ifPresent(table::put);
    return found.orElseGet(() -> TracedProcess.unknown(pid, startTicks, 0, 0));
  }

  private boolean mayLook() {
    long now = nanoTime.getAsLong();
    if (now - periodEnd >= 0) {
      periodEnd = now + LOOK_PERIOD.toNanos();
      looks = 0;
    }
    return looks++ < MAX_LOOKS;
  }

  /// Those who started it, the nearest first.
  List<TracedProcess> ancestors(TracedProcess of) {
    return table.lineage(known(of.parent(), of.parentTicks()));
  }

  long forgotten() {
    return table.forgotten();
  }
}
