package io.ironpost.ebpf.trace;

import java.time.InstantSource;
import java.util.List;

/// Programs that start and connections they make, told by the kernel as lines of JSON that are
/// Sigma's `process_creation` and `network_connection` of Linux.
public final class ProcessTrace implements AutoCloseable {
  private final TraceSettings settings;

  private ProcessTrace(TraceSettings settings) {
    this.settings = settings;
  }

  /// Loads the programs and attaches them. What this kernel refuses is left out and told by
  /// [#degradations()].
  ///
  /// @throws io.ironpost.bpf.kernel.BpfException when nothing at all can be watched
  public static ProcessTrace open(TraceSettings settings, InstantSource clock) {
    return new ProcessTrace(settings);
  }

  /// Reads until [#close()] or interruption; for one platform thread of its own.
  public void read(LineSink sink) throws InterruptedException {
    throw new UnsupportedOperationException("not yet: " + settings);
  }

  /// What is not seen here, why, and how to mend it; a sentence each.
  public List<String> degradations() {
    return List.of();
  }

  public TraceCounters counters() {
    return new TraceCounters(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /// Detaches everything and ends [#read].
  @Override
  public void close() {}
}
