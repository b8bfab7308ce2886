package io.ironpost.store.history;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.module.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Lets old alerts go: those beyond the age, and the oldest while there is too much.
///
/// Age is since the alert was last told, by this program's clock: the times in logs are whatever
/// their writer says. What goes is closed; an open alert stays, since its next telling would bring
/// it back with less of its past. One that was not told for twice the time is open only because its
/// end was lost, and goes too.
///
/// It works in transactions of some milliseconds and rests between them, so that whoever writes
/// never waits longer than [#TRANSACTION] or so. SQLite's file is made smaller afterwards, likewise
/// piece by piece.
public final class Retention implements Module {
  /// Between two looks. A look costs a few index entries; in a minute of a thousand alerts a second
  /// some 200 MB come, so the limit of size is not passed by much.
  private static final Duration TICK = Duration.ofMinutes(1);

  /// What one transaction may take: the writer that waits for it must stay under 50 ms.
  private static final Duration TRANSACTION = Duration.ofMillis(10);

  /// Longer than a transaction of the writer, so that retention takes less than half of the time.
  private static final Duration REST = Duration.ofMillis(10);

  private static final int FIRST_CHUNK = 50;
  private static final int LEAST_CHUNK = 5;
  private static final int MOST_CHUNK = 1_000;

  /// Deleting goes on down to this part of the limit, so that it is not done anew for each alert.
  private static final double DOWN_TO = 0.9;

  /// An open alert that was not told for so many times the limit of age has lost its end.
  private static final int LOST_AFTER = 2;

  private final History history;
  private final RetentionLimits limits;
  private final InstantSource clock;
  private final Pause pause;
  private final LongAdder removedByAge = new LongAdder();
  private final LongAdder removedBySize = new LongAdder();
  private int chunk = FIRST_CHUNK;
  private volatile boolean stopping;
  private volatile Optional<Thread> worker = Optional.empty();
  private volatile Health health = new Health.Up();

  public Retention(History history, RetentionLimits limits, InstantSource clock, Pause pause) {
    this.history = history;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public void start() throws InterruptedException {
    worker = Optional.of(Thread.currentThread());
    while (!stopping) {
      sweep();
      pause.sleep(TICK);
    }
  }

  /// Removes what is due now.
  public void sweep() throws InterruptedException {
    Instant now = clock.instant();
    long before = removed();
    Instant lost = now.minus(limits.keep().multipliedBy(LOST_AFTER));
    removeAll(now.minus(limits.keep()), lost);
    if (history.bytes() > limits.maxSize().bytes()) {
      removeDownTo((long) (limits.maxSize().bytes() * DOWN_TO), lost);
    }
    if (removed() > before) {
      shrink();
    }
    long left = history.bytes();
    health =
        left <= limits.maxSize().bytes()
            ? new Health.Up()
            : new Health.Degraded(
                "history has %s, more than max_size = %s, and what is left are open alerts"
                    .formatted(new ByteSize(left), limits.maxSize()));
  }

  private void removeAll(Instant closedBefore, Instant openBefore) throws InterruptedException {
    int asked = chunk;
    int gone = remove(closedBefore, openBefore);
    while (gone == asked && !stopping) {
      removedByAge.add(gone);
      asked = chunk;
      gone = remove(closedBefore, openBefore);
    }
    removedByAge.add(gone);
  }

  private void removeDownTo(long bytes, Instant openBefore) throws InterruptedException {
    int gone = 1;
    while (gone > 0 && history.bytes() > bytes && !stopping) {
      gone = remove(Instant.MAX, openBefore);
      removedBySize.add(gone);
    }
  }

  /// One small transaction and a rest; the next is larger or smaller by how long this one took.
  private int remove(Instant closedBefore, Instant openBefore) throws InterruptedException {
    long began = System.nanoTime();
    int gone = history.removeOldest(closedBefore, openBefore, chunk);
    long took = System.nanoTime() - began;
    if (took > TRANSACTION.toNanos()) {
      chunk = Math.max(LEAST_CHUNK, chunk / 2);
    } else if (took < TRANSACTION.toNanos() / 2 && gone == chunk) {
      chunk = Math.min(MOST_CHUNK, chunk + chunk / 2);
    }
    if (gone > 0) {
      pause.sleep(REST);
    }
    return gone;
  }

  private void shrink() throws InterruptedException {
    while (history.shrink() && !stopping) {
      pause.sleep(REST);
    }
  }

  private long removed() {
    return removedByAge() + removedBySize();
  }

  /// Alerts that went because they were old, since the start.
  public long removedByAge() {
    return removedByAge.sum();
  }

  /// Alerts that went because there was too much, since the start.
  public long removedBySize() {
    return removedBySize.sum();
  }

  /// What is in hand is a small transaction, which an interruption does not break off
  /// ([OwnThread]).
  @Override
  public void stop() {
    stopping = true;
    worker.ifPresent(Thread::interrupt);
  }

  @Override
  public Health health() {
    return health;
  }
}
