package io.ironpost.ebpf.trace;

import io.ironpost.bpf.kernel.RingBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Programs that start and connections they make, told by the kernel as lines of JSON that are
/// Sigma's `process_creation` and `network_connection` of Linux.
///
/// One thread reads. A line is written within [#LONGEST_PAUSE] of what it tells, and connections
/// whose outcome is not known yet within [Connections#PATIENCE].
public final class ProcessTrace implements AutoCloseable {
  /// Between two looks when something happens: the kernel wakes nobody, because that would cost
  /// each execve more than the look does.
  private static final Duration SHORTEST_PAUSE = Duration.ofNanos(500_000);

  /// Between two looks when nothing happens: 200 a second are not to be seen in a CPU's load.
  static final Duration LONGEST_PAUSE = Duration.ofMillis(5);

  /// Records between two looks at what else is to be done.
  private static final int BATCH = 1_024;

  private static final Path PROC = Path.of("/proc");

  private final TraceHooks hooks;
  private final RingBuffer ring;
  private final EventReader reader;
  private volatile boolean closed;
  private boolean reading;

  private ProcessTrace(TraceHooks hooks, RingBuffer ring, EventReader reader) {
    this.hooks = hooks;
    this.ring = ring;
    this.reader = reader;
  }

  /// Loads the programs and attaches them. What this kernel refuses is left out and told by
  /// [#degradations()]. Nothing that happens after this returns is missed.
  ///
  /// @throws io.ironpost.bpf.kernel.BpfException when nothing at all can be watched
  public static ProcessTrace open(TraceSettings settings, InstantSource clock) {
    LongSupplier nanoTime = System::nanoTime;
    Processes processes =
        new Processes(
            new ProcessTable(settings.maxProcesses(), settings.maxTableBytes()),
            new ProcFiles(PROC),
            nanoTime);
    UserNames users = new UserNames(Path.of("/etc/passwd"), nanoTime);
    WallClock wall = new WallClock(clock, nanoTime);
    EventReader reader = new EventReader(settings, wall, users, processes);
    // Before the hooks: what ends while they are put in place could not be looked up later.
    List<TracedProcess> running = processes.readAll();
    if (settings.connections()) {
      reader.listening(new ListeningPorts(PROC, nanoTime).read(running));
    }
    TraceHooks hooks = TraceHooks.attach(settings);
    try {
      return new ProcessTrace(hooks, RingBuffer.of(hooks.ring()), reader);
    } catch (RuntimeException e) {
      hooks.close();
      throw e;
    }
  }

  /// Reads until [#close()] or interruption; once, on one platform thread of its own. What was
  /// reported before the end is told before this returns.
  public void read(LineSink sink) throws InterruptedException {
    if (!mayRead()) {
      return;
    }
    try {
      reader.begin(sink);
      long pause = SHORTEST_PAUSE.toNanos();
      while (!closed) {
        int found = look();
        if (found < BATCH) {
          pause = found > 0 ? SHORTEST_PAUSE.toNanos() : longer(pause);
          LockSupport.parkNanos(pause);
        }
      }
      while (look() > 0) {
        // the hooks are off: this comes to an end
      }
      reader.end();
    } finally {
      ring.close();
    }
  }

  private synchronized boolean mayRead() {
    boolean may = !closed && !reading;
    reading |= may;
    return may;
  }

  private int look() throws InterruptedException {
    int found = ring.drain(reader, BATCH);
    reader.idle();
    if (Thread.interrupted()) {
      throw new InterruptedException("while reading what the kernel tells of processes");
    }
    return found;
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE.toNanos());
  }

  /// What is not seen here, why, and how to mend it; a sentence each.
  public List<String> degradations() {
    return hooks.degradations();
  }

  public TraceCounters counters() {
    return hooks.counters(reader);
  }

  /// Detaches everything and ends [#read].
  @Override
  public synchronized void close() {
    hooks.close();
    if (!closed && !reading) {
      ring.close();
    }
    closed = true;
  }
}
