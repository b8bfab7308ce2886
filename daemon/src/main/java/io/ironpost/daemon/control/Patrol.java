package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ends the connections of clients that keep the server waiting.
///
/// Neither a read timeout nor Helidon's idle timeout reaches a client on a Unix socket that stops
/// within its headers or body, or that does not read its answer: a blocking channel waits for ever.
/// Interrupting the thread closes the channel ([java.nio.channels.InterruptibleChannel]) and, on a
/// virtual thread, a socket too ([java.net.Socket#getInputStream()]).
final class Patrol implements AutoCloseable {
  /// A client is let go at most a quarter of the limit late.
  private static final int ROUNDS = 4;

  private final Map<Thread, Long> deadlines = new ConcurrentHashMap<>();
  private final Duration limit;
  private final Thread walker;

  Patrol(Duration limit) {
    this.limit = limit;
    this.walker = Thread.ofVirtual().name("control-patrol").start(this::walk);
  }

  /// From now on this thread waits for its client, once more for the whole limit.
  void watch() {
    deadlines.put(Thread.currentThread(), System.nanoTime() + limit.toNanos());
  }

  /// This thread is at work; that may take its time.
  void pause() {
    deadlines.remove(Thread.currentThread());
  }

  private void walk() {
    try {
      while (true) {
        Thread.sleep(limit.dividedBy(ROUNDS));
        long now = System.nanoTime();
        deadlines.keySet().removeIf(thread -> !thread.isAlive());
        deadlines.forEach((thread, deadline) -> endIfLate(thread, deadline, now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Only while it is still the same wait: the thread may have come out of it meanwhile.
  private void endIfLate(Thread thread, Long deadline, long now) {
    if (now - deadline > 0 && deadlines.remove(thread, deadline)) {
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    walker.interrupt();
  }
}
