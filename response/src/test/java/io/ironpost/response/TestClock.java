package io.ironpost.response;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clock on the wall, which can be set, and the one that cannot.
final class TestClock implements InstantSource, LongSupplier {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Instant now = START;
  private volatile long nanos;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long getAsLong() {
    return nanos;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /// Somebody sets the clock on the wall.
  synchronized void set(Instant other) {
    now = other;
  }
}
