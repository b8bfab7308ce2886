package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ironpost.bpf.asm.AttachType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Attaching to a tracepoint by way of a perf event: a link of it, or an ioctl before 5.15.
final class TracepointHook {
  /// Where tracefs is mounted, newest habit first.
  static final List<Path> MOUNTS =
      List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));

  static final List<Capability> NEEDS = List.of(Capability.CAP_BPF, Capability.CAP_PERFMON);

  private static final int PERF_TYPE_TRACEPOINT = 2; // include/uapi/linux/perf_event.h
  private static final int ATTR_BYTES = 64; // PERF_ATTR_SIZE_VER0
  private static final int SAMPLE_RAW = 1 << 10;
  private static final long CLOSE_ON_EXEC = 8;
  private static final long EVERY_PROCESS = -1;

  private TracepointHook() {}

  static Attachment attach(BpfProgram program, String group, String name, List<Path> tracefs) {
    String where = "%s to tracepoint %s:%s".formatted(program.name(), group, name);
    Fd event = perfEvent(where, id(where, group, name, tracefs));
    try (LinkCreation link = new LinkCreation(program, event.number(), AttachType.PERF_EVENT, 0)) {
      long result = link.result();
      if (LinkCreation.mayBeUnknown(result)) {
        return PerfTracepoint.attach(program, event, where);
      }
      Link made = link.of(where, result, NEEDS);
      event.close(); // the link holds it
      return made;
    } catch (BpfException e) {
      event.close();
      throw e;
    }
  }

  /// struct perf_event_attr: type 0, size 4, config 8, sample_period 16, sample_type 24,
  /// wakeup_events 48. One event, at CPU 0, serves all: the program is called by the tracepoint
  /// itself.
  static Fd perfEvent(String where, long id) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(ATTR_BYTES, Long.BYTES);
      attr.set(JAVA_INT, 0, PERF_TYPE_TRACEPOINT);
      attr.set(JAVA_INT, 4, ATTR_BYTES);
      attr.set(JAVA_LONG, 8, id);
      attr.set(JAVA_LONG, 16, 1);
      attr.set(JAVA_LONG, 24, SAMPLE_RAW);
      attr.set(JAVA_INT, 48, 1);
      long result =
          Syscall.call(
              Machine.number(298, 241), attr.address(), EVERY_PROCESS, 0, -1, CLOSE_ON_EXEC);
      if (result < 0) {
        throw Refusal.of("open a perf event to attach " + where, result, NEEDS);
      }
      return new Fd(where, (int) result);
    }
  }

  static long id(String where, String group, String name, List<Path> tracefs) {
    for (Path mount : tracefs) {
      Optional<Long> id =
          number(mount.resolve("events").resolve(group).resolve(name).resolve("id"));
      if (id.isPresent()) {
        return id.get();
      }
    }
    boolean mounted = tracefs.stream().anyMatch(mount -> Files.isReadable(mount.resolve("events")));
    throw Refusal.of(
        "attach " + where,
        -Errno.ENOENT.number(),
        mounted
            ? "This kernel has no such tracepoint"
            : "Its number stands in tracefs, which is not mounted or not readable"
                + " (mount -t tracefs tracefs /sys/kernel/tracing); raw tracepoints need none");
  }

  private static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
