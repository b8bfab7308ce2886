package io.ironpost.logs.live;

import io.ironpost.core.event.Batch;
import io.ironpost.logs.live.Result.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// Where inputs would go on, and when that is written down: at a place where no parser holds half
/// an event, since the first half stands before the position. Belongs to the thread that settles.
final class Checkpoints {
  /// A checkpoint that took a millisecond is followed by 19 without one: 5 % of the time at most.
  private static final long REST = 19;

  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final Plant plant;
  private final Checkpointer checkpointer;
  private final Map<String, String> positions;
  private final Set<SourceLane> holding = new HashSet<>();
  private final ConcurrentLinkedQueue<CountDownLatch> asked = new ConcurrentLinkedQueue<>();
  private boolean changed;
  private long notBefore;
  private long waitsSince = NOT_WAITING;

  Checkpoints(Plant plant, Checkpointer checkpointer, Map<String, String> positions) {
    this.plant = plant;
    this.checkpointer = checkpointer;
    this.positions = new HashMap<>(positions);
    this.notBefore = System.nanoTime();
  }

  void settled(Result result) {
    changed = true;
    result.read().forEach(this::moveTo);
    result.failed().forEach(this::moveTo); // reading it again would fail again
    for (Share share : result.shares()) {
      if (share.holdsBack()) {
        holding.add(share.lane());
      } else {
        holding.remove(share.lane());
      }
    }
  }

  private void moveTo(Parcel parcel) {
    Batch.Position position = parcel.batch().position();
    if (position.key().isEmpty()) {
      return;
    }
    if (position.value().isEmpty()) {
      positions.remove(position.key());
    } else {
      positions.put(position.key(), position.value());
    }
  }

  /// Asks for one; any thread may. The latch goes down when it is made.
  void ask(CountDownLatch made) {
    asked.add(made);
  }

  /// Makes one if it is time and the place is right.
  void tryNow() {
    if (holding.isEmpty() && isDue(System.nanoTime())) {
      make();
    }
  }

  private boolean isDue(long now) {
    return !asked.isEmpty() || changed && now - notBefore >= 0;
  }

  /// Called at every tick. A source that has an event open at every boundary would put a checkpoint
  /// off for ever: after as long as one that is silent is waited for, its events are judged as they
  /// are. That may tear one apart, so it is not asked for sooner.
  void tick() {
    long now = System.nanoTime();
    if (holding.isEmpty() || !isDue(now)) {
      waitsSince = NOT_WAITING;
      return;
    }
    waitsSince = Math.min(waitsSince, now);
    boolean longEnough = now - waitsSince >= plant.settings.flushAfter().toNanos();
    if (longEnough || !asked.isEmpty()) {
      plant.flushing = true;
      plant.inbox.flush(List.copyOf(holding));
    }
  }

  /// Makes the last one, when no more will come. Workers that ended in good order have flushed what
  /// their parsers held; where one was cut off, the last place that was right counts.
  void last() {
    if (changed && holding.isEmpty()) {
      make();
    }
    release(taken());
  }

  /// Nobody will make one: whoever waits goes on.
  void giveUp() {
    holding.clear();
    release(taken());
  }

  private void make() {
    List<CountDownLatch> waiting = taken();
    long before = System.nanoTime();
    try {
      checkpointer.at(Map.copyOf(positions));
      changed = false;
    } catch (RuntimeException | Error e) { // a snapshot may not fit the memory
      plant.faults.met("a checkpoint", e);
    }
    long now = System.nanoTime();
    long rest = Math.max(plant.settings.checkpointInterval().toNanos(), (now - before) * REST);
    notBefore = now + rest;
    waitsSince = NOT_WAITING;
    plant.flushing = false;
    release(waiting);
  }

  private List<CountDownLatch> taken() {
    List<CountDownLatch> taken = new ArrayList<>();
    for (CountDownLatch one = asked.poll(); one != null; one = asked.poll()) {
      taken.add(one);
    }
    return taken;
  }

  private static void release(List<CountDownLatch> waiting) {
    waiting.forEach(CountDownLatch::countDown);
  }
}
