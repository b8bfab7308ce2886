package io.ironpost.bpf.kernel;

/// A program on a tracepoint as it was before links: it belongs to a perf event and ends with it.
public final class PerfTracepoint implements Attachment {
  private static final long SET_BPF = 0x4004_2408L; // include/uapi/linux/perf_event.h
  private static final long ENABLE = 0x2400;

  private final String where;
  private final Fd event;

  private PerfTracepoint(String where, Fd event) {
    this.where = where;
    this.event = event;
  }

  static PerfTracepoint attach(BpfProgram program, Fd event, String where) {
    control(where, event, SET_BPF, program.fd());
    control(where, event, ENABLE, 0);
    return new PerfTracepoint(where, event);
  }

  /// ioctl(2)
  private static void control(String where, Fd event, long request, long argument) {
    long result = Syscall.call(Machine.number(16, 29), event.number(), request, argument, 0, 0);
    if (result < 0) {
      throw Refusal.of("attach " + where, result, TracepointHook.NEEDS);
    }
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void replace(BpfProgram program) {
    throw Refusal.of(
        "replace the program of " + where,
        -Errno.EOPNOTSUPP.number(),
        "Tracepoints take several programs: attach the new one, then close this");
  }

  @Override
  public boolean endsWithProcess() {
    return true;
  }

  @Override
  public void close() {
    event.close();
  }
}
