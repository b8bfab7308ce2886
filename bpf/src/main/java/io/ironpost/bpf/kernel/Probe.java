package io.ironpost.bpf.kernel;

/// Trying something only to see whether it works.
final class Probe {
  private Probe() {}

  /// Closes what came of it and keeps the answer.
  static long closed(long result) {
    if (result < 0) {
      return result;
    }
    Libc.close((int) result);
    return 0;
  }
}
