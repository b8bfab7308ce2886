package io.ironpost.bpf.kernel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Reads a ring on a timer until the thread is interrupted. Run it on a platform thread of its own.
///
/// On a timer and not by epoll(7): a wake-up costs the program that submits an interrupt, so
/// programs on a hot path submit with BPF_RB_NO_WAKEUP, and then nothing wakes a sleeper. Looking
/// every half millisecond doubles what a busy ring carries, and an idle one is looked at less and
/// less.
public final class RingReader {
  /// Between two looks a reader may be asked to stop; this many records take about a millisecond.
  private static final int BATCH = 16_384;

  /// A ring that was more than a quarter full when it was looked at is looked at again at once:
  /// half a millisecond later it might be full.
  private static final int CROWDED_PART = 4;

  private final RingBuffer ring;
  private final RecordHandler handler;
  private final Pace pace;

  /// How long to wait between two looks.
  ///
  /// @param busy after a look that found something: records of this time come in one batch
  /// @param idle what the time grows to, doubling, while there is nothing; the same as `busy` where
  ///   the first record after a pause is urgent
  public record Pace(Duration busy, Duration idle) {
    /// 2,000 looks a second when busy cost half a percent of a CPU, 50 when idle nothing.
    public static final Pace ADAPTIVE = new Pace(Duration.ofNanos(500_000), Duration.ofMillis(20));

    /// Each record is seen within a millisecond, also the first one.
    public static final Pace URGENT = new Pace(ADAPTIVE.busy(), ADAPTIVE.busy());

    public Pace {
      if (!busy.isPositive() || idle.compareTo(busy) < 0) {
        throw new IllegalArgumentException("no pace: busy " + busy + ", idle " + idle);
      }
    }

    long next(long waitedNanos, int found) {
      return found > 0 ? busy.toNanos() : Math.min(idle.toNanos(), 2 * waitedNanos);
    }
  }

  public RingReader(RingBuffer ring, RecordHandler handler, Pace pace) {
    this.ring = ring;
    this.handler = handler;
    this.pace = pace;
  }

  /// Reads until interrupted, then once more what is there.
  public void run() {
    long wait = pace.busy().toNanos();
    while (!Thread.currentThread().isInterrupted()) {
      boolean crowded = ring.unreadBytes() > ring.sizeBytes() / CROWDED_PART;
      int found = ring.drain(handler, BATCH);
      if (found < BATCH && !crowded) {
        wait = pace.next(wait, found);
        LockSupport.parkNanos(wait);
      }
    }
    ring.drain(handler, Integer.MAX_VALUE); // up to where the programs are now, not after them
  }
}
