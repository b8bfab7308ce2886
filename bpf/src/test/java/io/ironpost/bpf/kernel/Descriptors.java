package io.ironpost.bpf.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The descriptors of eBPF that this process has open.
final class Descriptors {
  private static final Path ALL = Path.of("/proc/self/fd");

  private Descriptors() {}

  static long count() {
    try (Stream<Path> all = Files.list(ALL)) {
      return all.filter(Descriptors::isBpf).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isBpf(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("anon_inode:b") || target.startsWith("anon_inode:[b");
    } catch (IOException _) {
      return false; // closed meanwhile
    }
  }
}
