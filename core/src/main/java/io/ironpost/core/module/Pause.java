package io.ironpost.core.module;

import java.time.Duration;

/// Waiting as a seam, so that tests need not.
@FunctionalInterface
public interface Pause {
  /// Real time.
  Pause REAL = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
