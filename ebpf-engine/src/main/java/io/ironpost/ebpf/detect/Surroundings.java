package io.ironpost.ebpf.detect;

import java.time.Duration;
import java.util.function.Supplier;

/// What every detector is made with.
///
/// @param seed of the tables, so that nobody knows which keys share a set
record Surroundings(DetectorSettings settings, Reports reports, long seed) {
  <T extends Track> Tracks<T> tracks(Duration window, Supplier<T> make) {
    return new Tracks<>(settings.maxKeys(), window.toNanos(), seed, make);
  }

  long quietNanos() {
    return settings.quiet().toNanos();
  }

  /// A target and a number as the third part of a key.
  long fold(long high, long low, long number) {
    return Hash.of(seed, high, low, number);
  }
}
