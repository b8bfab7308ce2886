package io.ironpost.ebpf.detect;

import java.time.Duration;

/// What all settings of detectors have to be.
final class Checks {
  /// Longer is not a pattern of packets any more; and nanoseconds stay far from overflow.
  static final Duration LONGEST = Duration.ofDays(30);

  private Checks() {}

  static void positive(String name, int value) {
    within(name, value, 1, Integer.MAX_VALUE);
  }

  static void port(String name, int value) {
    within(name, value, 1, 65_535);
  }

  static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, got %d".formatted(name, least, most, value));
    }
  }

  static void share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, got " + value);
    }
  }

  static void window(Duration window) {
    if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be 1 second to 30 days, got " + window);
    }
  }
}
