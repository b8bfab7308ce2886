package io.ironpost.ebpf.blocklist;

import java.time.Duration;
import java.time.Instant;

/// Both clocks of a machine that was started 1,000 seconds ago, moved by hand.
final class HandClock {
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private static final long BOOT_NANOS = 1_000_000_000_000L;

  private Duration passed = Duration.ZERO;

  final BootClock clock =
      new BootClock(() -> START.plus(passed), () -> BOOT_NANOS + passed.toNanos());

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  Instant now() {
    return clock.now();
  }
}
