package io.ironpost.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this host's kernel allows.
///
/// @param proc `/proc` but in tests
record HostLimits(Path proc, int cores) {
  private static final int MAX_BYTES = 64;

  static HostLimits here() {
    return new HostLimits(Path.of("/proc"), Runtime.getRuntime().availableProcessors());
  }

  /// A number below `/proc/sys`; zero when there is none (sysctl(8)).
  long number(String key) {
    return read("sys/" + key);
  }

  /// In one read: of a number below `/proc/sys` the kernel gives nothing to a second one, and
  /// `Files.readString` begins with a single byte where a file says that it is empty.
  private long read(String file) {
    try (InputStream in = Files.newInputStream(proc.resolve(file))) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
      return Long.parseLong(text.strip());
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
