package io.ironpost.cli.replay;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Lets a record wait until its moment has come, as far after the first one as it was recorded,
/// divided by the speed. A record without time, or older than the one before, waits for nothing.
final class PacedJudge implements Judge {
  /// A gap in a log (a night, a wrong clock) is not waited out.
  private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Judge judge;
  private final double times;
  private long firstEvent = EventRecord.NO_TIME;
  private long firstMoment;

  PacedJudge(Judge judge, double times) {
    this.judge = judge;
    this.times = times;
  }

  @Override
  public Inspector inspector() {
    Inspector inner = judge.inspector();
    return new Inspector() {
      @Override
      public void inspect(EventRecord record) {
        await(record.timeNanos());
        inner.inspect(record);
      }

      @Override
      public Verdicts take() {
        return inner.take();
      }
    };
  }

  private synchronized void await(long eventNanos) {
    if (eventNanos == EventRecord.NO_TIME) {
      return;
    }
    long now = System.nanoTime();
    if (firstEvent == EventRecord.NO_TIME) {
      firstEvent = eventNanos;
      firstMoment = now;
    }
    long moment = firstMoment + (long) ((eventNanos - firstEvent) / times);
    long wait = Math.min(moment - now, MAX_WAIT_NANOS);
    if (wait == MAX_WAIT_NANOS) { // from here on as if the gap had been that short
      firstEvent = eventNanos;
      firstMoment = now + wait;
    }
    LockSupport.parkNanos(Math.max(0, wait));
  }

  @Override
  public void beginSource() {
    judge.beginSource();
  }

  @Override
  public void settle(Verdicts verdicts) {
    judge.settle(verdicts);
  }
}
