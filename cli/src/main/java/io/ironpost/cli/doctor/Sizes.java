package io.ironpost.cli.doctor;

import io.ironpost.core.config.ByteSize;

/// Sizes to be set, and sizes as people read them.
final class Sizes {
  private static final long MEBIBYTE = 1 << 20;

  private Sizes() {}

  /// The next power of two, at least a mebibyte: what a person would have set.
  static ByteSize enough(double bytes) {
    long whole = (long) Math.min(bytes, (double) (1L << 50));
    long power = MEBIBYTE;
    while (power < whole) {
      power <<= 1;
    }
    return new ByteSize(power);
  }

  /// `12 MiB`, rounded.
  static String about(long bytes) {
    return about((double) bytes);
  }

  static String about(double bytes) {
    return bytes < MEBIBYTE
        ? "%,.0f KiB".formatted(bytes / 1_024)
        : "%,.0f MiB".formatted(bytes / MEBIBYTE);
  }

  static String percent(long part, long whole) {
    return whole <= 0 ? "0 %" : "%.1f %%".formatted(100.0 * part / whole);
  }
}
