package io.ironpost.daemon.run;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of an orderly end, which share one deadline.
final class Shutdown {
  /// Later steps get at least this, however long the first ones took: what is judged must reach the
  /// disk.
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final long deadline;

  Shutdown(Duration grace) {
    this.deadline = System.nanoTime() + grace.toNanos();
  }

  /// Something that can be ended within a time.
  @FunctionalInterface
  interface Step {
    void end(Duration left) throws InterruptedException;
  }

  void step(String what, Step step) {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    Duration given = left.compareTo(LEAST) < 0 ? LEAST : left;
    long began = System.nanoTime();
    try {
      step.end(given);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Ending {}: {}", what, e.getMessage());
    }
    if (System.nanoTime() - began >= given.toNanos()) {
      LOG.warn("{} did not end within {} ms and had to be cut off", what, given.toMillis());
    }
  }
}
