package io.ironpost.logs.live;

import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.live.Result.Share;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The one thread on which everything is counted, correlated and told.
final class Settler implements Runnable {
  private static final long TICK_NANOS = Duration.ofMillis(100).toNanos();

  /// How often it looks whether the workers are still, while a swap waits for that.
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

  private final Plant plant;
  private final LiveHooks hooks;
  private final Checkpoints checkpoints;
  private final Totals totals;
  private final AtomicReference<Optional<Swap>> swap;
  private long nextTick = System.nanoTime();

  Settler(
      Plant plant,
      LiveHooks hooks,
      Checkpoints checkpoints,
      Totals totals,
      AtomicReference<Optional<Swap>> swap) {
    this.plant = plant;
    this.hooks = hooks;
    this.checkpoints = checkpoints;
    this.totals = totals;
    this.swap = swap;
  }

  @Override
  public void run() {
    try {
      while (!plant.outbox.isOver()) {
        Optional<Result> next = plant.outbox.take(deadline());
        if (next.isPresent()) {
          settle(next.get());
        }
        checkpoints.tryNow();
        tick();
        swapWhenStill();
      }
      checkpoints.last();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      checkpoints.giveUp();
    }
  }

  private long deadline() {
    return swap.get().isEmpty() ? nextTick : System.nanoTime() + LOOK_NANOS;
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - nextTick >= 0) {
      nextTick = now + TICK_NANOS;
      guarded("a tick", hooks.ticker()::tick);
      checkpoints.tick();
    }
  }

  private void swapWhenStill() {
    Optional<Swap> wanted = swap.get();
    if (wanted.isEmpty()) {
      return;
    }
    plant.inbox.pause();
    if (plant.inbox.isStill() && plant.outbox.isEmpty()) {
      if (swap.compareAndSet(wanted, Optional.empty())) {
        wanted.get().make(plant);
      }
      plant.inbox.resume();
    }
  }

  private void settle(Result result) throws InterruptedException {
    boolean judged = judge(result.verdicts());
    if (!judged && Thread.currentThread().isInterrupted()) {
      breakOff(result);
    }
    if (judged) {
      result.shares().forEach(Settler::book);
    } else {
      result.read().forEach(parcel -> fail(parcel));
    }
    result.failed().forEach(parcel -> fail(parcel));
    for (Share share : result.shares()) {
      count(share);
    }
    checkpoints.settled(result);
    letGo(result.read());
    letGo(result.failed());
  }

  /// What it waited for (room in a full spool) did not come before the end: nobody was told, so no
  /// position may move behind these lines.
  private void breakOff(Result result) throws InterruptedException {
    for (List<Parcel> parcels : List.of(result.read(), result.failed())) {
      plant.inbox.settled(parcels);
      parcels.forEach(parcel -> parcel.lost(DropReason.STOPPED));
    }
    throw new InterruptedException("broken off while settling");
  }

  /// A fault here is ours or the watcher's; it costs these batches, and the next are settled.
  private boolean judge(List<Verdicts> verdicts) {
    boolean judged = true;
    for (Verdicts found : verdicts) {
      judged &= guarded("settling", () -> plant.judge.settle(found));
    }
    return judged;
  }

  private boolean guarded(String where, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | Error e) {
      plant.faults.met(where, e);
      return false;
    }
  }

  private static void book(Share share) {
    Account account = share.lane().account();
    long malformed = share.lines().malformed();
    long failed = share.lines().failed();
    account.dropped(DropReason.MALFORMED, malformed);
    account.dropped(DropReason.MODULE_FAILED, failed);
    account.delivered(share.lines().lines() - malformed - failed);
  }

  private static void fail(Parcel parcel) {
    parcel.lane().account().dropped(DropReason.MODULE_FAILED, parcel.lines());
  }

  private void count(Share share) {
    share.lane().count(share.format(), share.lines());
    share.lane().count(share.format(), share.flushed());
    totals.add(share.lines());
    totals.add(share.flushed());
  }

  private void letGo(List<Parcel> parcels) {
    plant.inbox.settled(parcels);
    long now = System.nanoTime();
    for (Parcel parcel : parcels) {
      guarded("an acknowledgement", parcel.batch()::done);
      long nanos = now - parcel.arrivedNanos();
      guarded("a latency watch", () -> hooks.latency().settled(nanos, parcel.lines()));
    }
  }
}
