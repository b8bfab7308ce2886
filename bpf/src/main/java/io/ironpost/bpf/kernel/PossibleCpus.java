package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many CPUs could ever be there. A per-CPU map holds a value for each of them, plugged in or
/// not, and the kernel writes all of them at each look-up: to count only those that are online
/// would let it write beyond the end (Documentation/bpf/map_array.rst).
final class PossibleCpus {
  private static final Path LIST = Path.of("/sys/devices/system/cpu/possible");

  private PossibleCpus() {}

  static int count() {
    return Holder.COUNT;
  }

  /// Read once, at first use: it cannot change while the kernel runs.
  private static final class Holder {
    static final int COUNT = read();

    private static int read() {
      try {
        return count(Files.readString(LIST));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot tell how many CPUs there may be: " + LIST, e);
      }
    }
  }

  /// Counts a list as in cpuset(7): `0-3,8-11,15`.
  static int count(String list) {
    int count = 0;
    for (String part : list.strip().split(",", -1)) {
      String[] ends = part.split("-", 2);
      int first = Integer.parseInt(ends[0].strip());
      int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
      count += last - first + 1;
    }
    return count;
  }
}
