package io.ironpost.ebpf.trace;

import io.ironpost.bpf.kernel.RecordHandler;
import io.ironpost.ebpf.trace.TraceEvent.Exit;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Turns what lies in the ring into lines, record by record.
///
/// For the thread that reads; its counters may be read by others.
final class EventReader implements RecordHandler {
  private final ProcessLines lines;
  private final Connections connections;
  private final Processes processes;
  private final boolean startsWanted;
  private LineSink sink = (_, _) -> {};

  private final LongAdder read = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private volatile long forgotten;

  EventReader(TraceSettings settings, WallClock clock, UserNames users, Processes processes) {
    this.lines = new ProcessLines(clock, users, processes);
    this.connections = new Connections(clock, users, processes);
    this.processes = processes;
    this.startsWanted = settings.processes();
  }

  /// To be called before the hooks are on: who listens already.
  void listening(Map<Port, Actor> ports) {
    connections.listening(ports);
  }

  /// To be called before the first record. Who runs already is read once more, since processes may
  /// have come between the first look at them and the first report.
  void begin(LineSink to) {
    sink = to;
    processes.readAll();
  }

  @Override
  public void record(MemorySegment memory, long offset, int length) {
    read.increment();
    switch (TraceEvent.KIND.getInt(memory, offset)) {
      case TraceEvent.EXEC -> started(Start.read(memory, offset, length));
      case TraceEvent.FORK -> processes.forked(Actor.read(memory, offset));
      case TraceEvent.EXIT ->
          tell(lines.ended(Actor.read(memory, offset), Exit.CODE.getInt(memory, offset)));
      case TraceEvent.SOCKET -> connections.changed(memory, offset).ifPresent(this::tell);
      default -> throw new IllegalStateException("a record of no kind that is written");
    }
  }

  private void started(Start start) {
    if (start.cut()) {
      cut.increment();
    }
    if (startsWanted) {
      tell(lines.started(start));
    } else {
      processes.started(start);
    }
  }

  /// To be called now and then: tells of connections whose outcome takes long.
  void idle() {
    forgotten = processes.forgotten();
    connections.overdue(this::tell);
  }

  /// Tells of connections whose outcome nobody will report any more.
  void end() {
    connections.all(this::tell);
  }

  private void tell(JsonLine line) {
    try {
      sink.line(line.bytes(), line.length());
      written.increment();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // seen by the reader between two batches
    }
  }

  long read() {
    return read.sum();
  }

  long written() {
    return written.sum();
  }

  long cut() {
    return cut.sum();
  }

  long forgotten() {
    return forgotten;
  }
}
