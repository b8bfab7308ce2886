package io.ironpost.logs.live;

import io.ironpost.core.ledger.DropReason;
import io.ironpost.logs.live.Result.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses and matches what is handed to it, source by source in order.
///
/// What waits when it looks travels together, up to the lines of a batch: one hand-over for a
/// hundred datagrams when much comes, and for one line when little does (ADR-008).
final class Worker implements Runnable {
  private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

  private final int number;
  private final Plant plant;

  /// Sources with half an event, and when they were last heard of.
  private final Map<SourceLane, Long> holding = new LinkedHashMap<>();

  private Reading reading;

  Worker(int number, Plant plant) {
    this.number = number;
    this.plant = plant;
    this.reading = new Reading(plant);
  }

  @Override
  public void run() {
    try {
      boolean more = true;
      while (more) {
        List<Order> orders = new ArrayList<>();
        more = plant.inbox.take(number, deadline(), orders);
        work(orders, more);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      plant.outbox.workerLeft();
    }
  }

  /// When the first of those that hold half an event has been silent for too long.
  private long deadline() {
    long now = System.nanoTime();
    long first = now + LONG_NANOS;
    for (long heard : holding.values()) {
      first = Math.min(first, heard + plant.settings.flushAfter().toNanos());
    }
    return first;
  }

  private void work(List<Order> orders, boolean more) throws InterruptedException {
    List<Order> done = new ArrayList<>(orders);
    Load load = new Load(plant, reading);
    List<SourceLane> seen = List.of();
    try {
      read(load, orders, done);
      flushSilent(load, more);
      Result result = load.result();
      seen = result.shares().stream().map(Share::lane).toList();
      reading = load.last();
      remember(result);
      if (!load.isEmpty()) {
        handOn(result);
      }
    } finally {
      plant.inbox.finished(done, seen);
    }
  }

  private void read(Load load, List<Order> orders, List<Order> done) {
    long until = System.nanoTime() + plant.settings.flushInterval().toNanos();
    List<Order> next = orders;
    int lines = 0;
    while (!next.isEmpty()) {
      next.forEach(load::take);
      lines += next.stream().mapToInt(o -> o instanceof Parcel p ? p.lines() : 0).sum();
      next = new ArrayList<>();
      int room = plant.settings.batchLines() - lines;
      boolean wait = room > 0 && !load.endsHere() && System.nanoTime() < until;
      if (wait && !plant.outbox.isEmpty()) { // who settles is busy: company costs no time
        plant.inbox.takeMore(number, room, next);
        done.addAll(next);
      }
    }
  }

  private void flushSilent(Load load, boolean more) {
    long silentSince = System.nanoTime() - plant.settings.flushAfter().toNanos();
    boolean all = plant.flushing || !more;
    List<SourceLane> held = new ArrayList<>(holding.keySet());
    if (all) {
      held.addAll(load.lanes());
    }
    for (SourceLane lane : held) {
      if (all || isSilent(lane, load, silentSince)) {
        load.flush(lane);
      }
    }
  }

  /// One whose lines wait while this worker is busy is not silent.
  private boolean isSilent(SourceLane lane, Load load, long since) {
    return holding.getOrDefault(lane, Long.MAX_VALUE) <= since
        && !load.has(lane)
        && !plant.inbox.hasMore(lane);
  }

  private void remember(Result result) {
    long now = System.nanoTime();
    for (Share share : result.shares()) {
      if (share.holdsBack()) {
        holding.put(share.lane(), now);
      } else {
        holding.remove(share.lane());
      }
    }
  }

  private void handOn(Result result) throws InterruptedException {
    try {
      plant.outbox.put(result);
    } catch (InterruptedException e) {
      plant.inbox.settled(result.read());
      plant.inbox.settled(result.failed());
      result.read().forEach(parcel -> parcel.lost(DropReason.STOPPED));
      result.failed().forEach(parcel -> parcel.lost(DropReason.MODULE_FAILED));
      throw e;
    }
  }
}
