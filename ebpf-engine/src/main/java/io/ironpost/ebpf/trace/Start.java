package io.ironpost.ebpf.trace;

import io.ironpost.ebpf.trace.TraceEvent.Exec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What the kernel tells of a program that starts, apart.
///
/// @param image escaped, as are all texts here
/// @param calledAs another path it was called by; empty when that has the same name
/// @param command all of the command line that was read
/// @param kept the beginning of it that is remembered for children
/// @param argumentBytes of the whole command line
/// @param threadExec the thread that called execve, when it was not the process's first; else 0
/// @param deleted whether no directory names the program file any more: it was removed, or never
///   had a name (memfd_create(2))
record Start(
    Actor actor,
    byte[] image,
    byte[] calledAs,
    byte[] directory,
    byte[] command,
    byte[] kept,
    byte[] place,
    long argumentBytes,
    int argumentsRead,
    int threadExec,
    boolean deleted) {
  static Start read(MemorySegment from, long base, int length) {
    byte[] bytes = new byte[length - Exec.TEXTS];
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, base + Exec.TEXTS, bytes, 0, bytes.length);
    Actor actor = Actor.read(from, base);
    int told = TraceEvent.TOLD.getInt(from, base);
    int cgroup = Exec.CGROUP_PATH.getInt(from, base);
    int image = Exec.IMAGE.getInt(from, base);
    int directory = Exec.DIRECTORY.getInt(from, base);
    int arguments = Exec.ARGUMENTS_READ.getInt(from, base);
    int called = Exec.CALLED.getInt(from, base);
    int command = cgroup + image + directory + called;
    int kept = Math.min(arguments, ProcessTable.MAX_KEPT_COMMAND);
    int old = Exec.OLD_PID.getInt(from, base);
    byte[] whole = CommandLine.escaped(bytes, command, command + arguments);
    byte[] program = path(bytes, cgroup, image, told & TraceEvent.WHOLE_IMAGE);
    return new Start(
        actor,
        program,
        CalledAs.of(program, bytes, command - called, Math.max(command - 1, command - called)),
        path(bytes, cgroup + image, directory, told & TraceEvent.WHOLE_DIRECTORY),
        whole,
        kept == arguments ? whole : CommandLine.escaped(bytes, command, command + kept),
        Place.of(PackedPath.unpack(bytes, 0, cgroup, (told & TraceEvent.WHOLE_CGROUP) != 0)),
        Exec.ARGUMENTS.get(from, base),
        arguments,
        old == actor.pid() ? 0 : old,
        Exec.LINKS.get(from, base) == 0);
  }

  private static byte[] path(byte[] bytes, int from, int length, int whole) {
    return JsonLine.escaped(PackedPath.unpack(bytes, from, length, whole != 0));
  }

  boolean cut() {
    return argumentBytes > argumentsRead;
  }

  /// The process as it is remembered; its starter is who forked it off, if that was seen.
  TracedProcess asProcess(int starter, long starterTicks) {
    return new TracedProcess(
        actor.pid(), actor.startTicks(), starter, starterTicks, image, calledAs, kept, place);
  }
}
