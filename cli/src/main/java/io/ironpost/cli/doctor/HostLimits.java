package io.ironpost.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this host's kernel allows.
///
/// @param proc `/proc` but in tests
record HostLimits(Path proc, int cores) {
  static HostLimits here() {
    return new HostLimits(Path.of("/proc"), Runtime.getRuntime().availableProcessors());
  }

  /// A number below `/proc/sys`; zero when there is none (sysctl(8)).
  long number(String key) {
    return read("sys/" + key);
  }

  private long read(String file) {
    try {
      return Long.parseLong(Files.readString(proc.resolve(file)).strip());
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
