package io.ironpost.store.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as they are stored: whole microseconds since 1970, which both databases compare and index
/// as plain integers.
final class Micros {
  private static final long PER_SECOND = 1_000_000;

  /// `Position` writes them with 18 digits: the year 33658, and an attacker's log may claim any.
  private static final long MOST = 999_999_999_999_999_999L;

  private Micros() {}

  /// Times beyond what fits become the last that does.
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds >= MOST / PER_SECOND) {
      return MOST;
    }
    if (seconds <= -MOST / PER_SECOND) {
      return -MOST;
    }
    return seconds * PER_SECOND + instant.getNano() / 1_000;
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
