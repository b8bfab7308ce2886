package io.ironpost.logs.live;

import io.ironpost.core.module.Health;
import java.time.Duration;
import java.util.Optional;

/// The last fault of the program itself, shown for a while.
final class Faults {
  /// Long enough for whoever looks at the status once in a while.
  private static final long SHOWN_NANOS = Duration.ofMinutes(10).toNanos();

  private record Fault(String what, long atNanos) {}

  private volatile Optional<Fault> last = Optional.empty();

  /// @param where `a worker`, `settling`
  void met(String where, Throwable cause) {
    last = Optional.of(new Fault(where + " failed: " + cause, System.nanoTime()));
  }

  Health health() {
    return last.filter(fault -> System.nanoTime() - fault.atNanos < SHOWN_NANOS)
        .<Health>map(fault -> new Health.Degraded(fault.what))
        .orElseGet(Health.Up::new);
  }
}
