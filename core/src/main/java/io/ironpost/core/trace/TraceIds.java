package io.ironpost.core.trace;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes trace ids: UUIDs of version 7 (RFC 9562 §5.7), which sort by the time they were made.
///
/// The 12 bits after the milliseconds count (RFC 9562 §6.2, method 1), starting at random in the
/// lower half, so ids of one process always ascend: also when the clock stands still or jumps back,
/// and when more than 2,048 are made in one millisecond (then they run ahead of the clock).
public final class TraceIds {
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicLong last = new AtomicLong(); // milliseconds, then the counter

  /// @param random must be safe for the threads that use this
  public TraceIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    long now = (clock.millis() << COUNTER_BITS) | random.nextInt(1 << (COUNTER_BITS - 1));
    long stamp = last.updateAndGet(before -> Math.max(now, before + 1));
    long millis = stamp >>> COUNTER_BITS;
    long counter = stamp & ((1 << COUNTER_BITS) - 1);
    long high = (millis << 16) | 0x7000L | counter;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
