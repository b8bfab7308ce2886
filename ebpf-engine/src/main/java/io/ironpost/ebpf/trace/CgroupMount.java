package io.ironpost.ebpf.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where version 2 of cgroups is mounted, which is not everywhere `/sys/fs/cgroup`: beside version
/// 1 it is somewhere below.
final class CgroupMount {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private CgroupMount() {}

  static Optional<Path> version2() {
    try {
      return of(Files.readString(MOUNTS, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return Optional.empty(); // no /proc: nothing is known of mounts
    }
  }

  /// @param mounts as fstab(5): device, folder, type, …
  static Optional<Path> of(String mounts) {
    return mounts
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length > 2 && words[2].equals("cgroup2"))
        .map(words -> Path.of(words[1]))
        .findFirst();
  }
}
