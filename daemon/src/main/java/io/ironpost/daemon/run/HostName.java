package io.ironpost.daemon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This machine's name, as the kernel has it: asking the resolver can hang for seconds.
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String get() {
    try {
      String name = Files.readString(KERNEL).strip();
      return name.isEmpty() ? "localhost" : name;
    } catch (IOException _) {
      return "localhost";
    }
  }
}
