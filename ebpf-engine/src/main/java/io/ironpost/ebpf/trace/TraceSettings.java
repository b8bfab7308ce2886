package io.ironpost.ebpf.trace;

import java.nio.file.Path;
import java.util.Optional;

/// What is watched of processes, and within which limits.
///
/// @param processes whether a line is written for each program that starts
/// @param exits whether a line is written for each process that ends
/// @param connections whether lines are written for connections made and taken
/// @param ringBytes of the ring between kernel and program; a power of two of at least 64 KiB
/// @param maxArgumentBytes of a command line that are read; at least 256, at most 16,384
/// @param maxProcesses remembered, so that parents can be named
/// @param maxTableBytes that their paths and command lines may take
/// @param connectionsPerSecond of one process, or to one listening port, that are reported
/// @param cgroup the cgroup below which UDP is watched; empty for all there are
public record TraceSettings(
    boolean processes,
    boolean exits,
    boolean connections,
    int ringBytes,
    int maxArgumentBytes,
    int maxProcesses,
    int maxTableBytes,
    int connectionsPerSecond,
    Optional<Path> cgroup) {
  /// A build starts some 2,000 programs a second with about 500 bytes each: a second and a half of
  /// its worst before anything is lost.
  public static final int DEFAULT_RING_BYTES = 2 << 20;

  /// Bytes of a command line: long enough for encoded commands, which rules look for, short enough
  /// that a few hostile processes do not fill the ring.
  public static final int DEFAULT_ARGUMENT_BYTES = 8_192;

  /// The most a command line can have read: a program's work space per CPU has 32 KiB
  /// (PCPU_MIN_UNIT_SIZE, include/linux/percpu.h).
  public static final int MOST_ARGUMENT_BYTES = 16_384;

  /// The least: short commands are most of them, and what is cut is marked.
  public static final int LEAST_ARGUMENT_BYTES = 256;

  /// Processes remembered; those gone and unused the longest go first. Hosts with thousands of
  /// containers run about this many.
  public static final int DEFAULT_PROCESSES = 16_384;

  /// An attacker chooses command lines, so their bytes are bounded as well as their number.
  public static final int DEFAULT_TABLE_BYTES = 8 << 20;

  /// Connections a second of one process: more than a busy proxy's upstreams by far fewer than a
  /// scanner's.
  public static final int DEFAULT_CONNECTIONS_PER_SECOND = 100;

  private static final int LEAST_RING_BYTES = 64 << 10;

  public TraceSettings {
    if (ringBytes < LEAST_RING_BYTES || Integer.bitCount(ringBytes) != 1) {
      throw new IllegalArgumentException("a ring of " + ringBytes + " bytes");
    }
    if (maxArgumentBytes < LEAST_ARGUMENT_BYTES || maxArgumentBytes > MOST_ARGUMENT_BYTES) {
      throw new IllegalArgumentException("command lines of " + maxArgumentBytes + " bytes");
    }
    if (maxProcesses < 1 || maxTableBytes < 1) {
      throw new IllegalArgumentException(
          "%d processes in %d bytes".formatted(maxProcesses, maxTableBytes));
    }
    if (connectionsPerSecond < 1) {
      throw new IllegalArgumentException(connectionsPerSecond + " connections a second");
    }
  }

  public static TraceSettings defaults() {
    return of(true, true);
  }

  /// With what users set, and the limits as they are by default.
  public static TraceSettings of(boolean processes, boolean connections) {
    return new TraceSettings(
        processes,
        false,
        connections,
        DEFAULT_RING_BYTES,
        DEFAULT_ARGUMENT_BYTES,
        DEFAULT_PROCESSES,
        DEFAULT_TABLE_BYTES,
        DEFAULT_CONNECTIONS_PER_SECOND,
        Optional.empty());
  }
}
