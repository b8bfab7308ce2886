package io.ironpost.ebpf.trace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Turns the kernel's monotonic time into the time of day.
///
/// @param nanoTime CLOCK_MONOTONIC, which is what System.nanoTime is on Linux and what
///   bpf_ktime_get_ns() reads
record WallClock(InstantSource clock, LongSupplier nanoTime) {
  /// The difference is taken anew each time: the time of day may be set, and the monotonic clock
  /// stands still while the machine sleeps.
  Instant at(long monotonicNanos) {
    return clock.instant().minusNanos(nanoTime.getAsLong() - monotonicNanos);
  }
}
