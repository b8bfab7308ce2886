package io.ironpost.ebpf.trace;

import java.lang.foreign.MemorySegment;

/// Who did it: the head of every record.
///
/// @param at bpf_ktime_get_ns()
/// @param loginUid -1 when nobody logged in for it
record Actor(
    long at,
    int pid,
    long startTicks,
    int parent,
    long parentTicks,
    int uid,
    int euid,
    int loginUid,
    int netns,
    long cgroup,
    byte[] comm) {
  static Actor read(MemorySegment from, long base) {
    byte[] comm = new byte[TraceEvent.COMM.bytes()];
    TraceEvent.COMM.copyTo(from, base, comm, 0);
    return new Actor(
        TraceEvent.AT.get(from, base),
        TraceEvent.PID.getInt(from, base),
        TraceEvent.START.get(from, base) / TracedProcess.TICK_NANOS,
        TraceEvent.PARENT.getInt(from, base),
        TraceEvent.PARENT_START.get(from, base) / TracedProcess.TICK_NANOS,
        TraceEvent.UID.getInt(from, base),
        TraceEvent.EUID.getInt(from, base),
        TraceEvent.LOGIN_UID.getInt(from, base),
        TraceEvent.NETNS.getInt(from, base),
        TraceEvent.CGROUP.get(from, base),
        comm);
  }

  /// The thread's name, which it can choose: escaped.
  byte[] name() {
    int end = 0;
    while (end < comm.length && comm[end] != 0) {
      end++;
    }
    return JsonLine.escaped(comm, 0, end);
  }
}
