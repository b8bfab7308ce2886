package io.ironpost.ebpf.trace;

import java.util.Arrays;

/// A process as others are told of it. Texts are escaped for JSON once and shared by all processes
/// that were forked off.
///
/// @param startTicks when it started, in hundredths of a second since boot (proc(5), `starttime`):
///   numbers are used again, number and start are not
/// @param parent the number of the process that forked it off, also when that has ended since
/// @param image the path of its program
/// @param calledAs another path it was called by ([CalledAs])
/// @param command its command line, cut at [ProcessTable#MAX_KEPT_COMMAND]
/// @param place pairs of a JSON object that say in which cgroup and container it is
record TracedProcess(
    int pid,
    long startTicks,
    int parent,
    long parentTicks,
    byte[] image,
    byte[] calledAs,
    byte[] command,
    byte[] place) {
  /// Nanoseconds in a tick: USER_HZ is 100 on every machine this runs on.
  static final long TICK_NANOS = 10_000_000;

  private static final byte[] NONE = {};

  /// Its name as people say it: the last part of the path.
  byte[] name() {
    int at = image.length;
    while (at > 0 && image[at - 1] != '/') {
      at--;
    }
    return Arrays.copyOfRange(image, at, image.length);
  }

  /// The bytes it takes in the table. Shared texts are counted for each that shares them: whoever
  /// leaves last keeps them.
  int weight() {
    return 160 + image.length + calledAs.length + command.length + place.length;
  }

  TracedProcess forkedAs(int child, long childTicks) {
    return new TracedProcess(child, childTicks, pid, startTicks, image, calledAs, command, place);
  }

  /// One of which nothing is known but who it is.
  static TracedProcess unknown(int pid, long startTicks, int parent, long parentTicks) {
    return new TracedProcess(pid, startTicks, parent, parentTicks, NONE, NONE, NONE, NONE);
  }
}
