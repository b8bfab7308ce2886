package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Shows parsed records as they pass (`GET /tap`): a sample for looking at, never all.
///
/// The pipeline asks [#wants] first, which is one read of a field while nobody looks, and writes a
/// record as JSON only when somebody will get it. Each listener has so many records a second; what
/// is beyond, and what finds its mailbox full, is passed over and told as a number.
public final class TapFeed {
  /// A terminal scrolls no faster than anybody can read.
  static final int DEFAULT_PER_SECOND = 50;

  /// More would make looking at the pipeline a load on the pipeline.
  static final int MAX_PER_SECOND = 1_000;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// Whether somebody wants a record of this source now. Any thread.
  public boolean wants(String source) {
    if (listeners.isEmpty()) {
      return false;
    }
    boolean wanted = false;
    for (Listener listener : listeners) {
      wanted |= listener.wants(source);
    }
    return wanted;
  }

  /// Shows a record that was wanted. Never waits; any thread.
  ///
  /// @param json one line
  public void show(String source, String json) {
    for (Listener listener : listeners) {
      listener.show(source, json);
    }
  }

  /// How many listen.
  public int listeners() {
    return listeners.size();
  }

  /// @param source of which source; empty for all
  Subscription listen(String source, int perSecond) {
    Listener listener = new Listener(source, perSecond);
    listeners.add(listener);
    return listener;
  }

  /// Lets go of all: the program ends.
  void closeAll() {
    listeners.forEach(Listener::letGo);
  }

  private final class Listener implements Subscription {
    private final String source;
    private final int perSecond;
    private final Mailbox mail = new Mailbox();
    private final End end = new End();
    private final AtomicLong passedOver = new AtomicLong();
    private long secondBegan = System.nanoTime();
    private int shownInSecond;

    Listener(String source, int perSecond) {
      this.source = source;
      this.perSecond = perSecond;
    }

    boolean wants(String from) {
      if (!source.isEmpty() && !source.equals(from)) {
        return false;
      }
      if (isRoom(0)) {
        return true;
      }
      passedOver.incrementAndGet();
      return false;
    }

    void show(String from, String json) {
      if (!source.isEmpty() && !source.equals(from)) {
        return;
      }
      if (isRoom(1) && !mail.offer(json)) { // without room it was counted when it was not wanted
        passedOver.incrementAndGet();
      }
    }

    private synchronized boolean isRoom(int taken) {
      long now = System.nanoTime();
      if (now - secondBegan >= SECOND_NANOS) {
        secondBegan = now;
        shownInSecond = 0;
      }
      boolean room = shownInSecond < perSecond;
      shownInSecond += room ? taken : 0;
      return room;
    }

    /// What was passed over is told before the next record, so that a gap is seen as one.
    @Override
    public Optional<ServerEvent> next(Duration most) throws InterruptedException {
      long missed = passedOver.getAndSet(0);
      if (missed > 0) {
        return Optional.of(new ServerEvent("passed_over", "{\"records\":" + missed + "}"));
      }
      return mail.take(most).map(json -> new ServerEvent("record", json));
    }

    void letGo() {
      listeners.remove(this);
      end.reach();
    }

    @Override
    public boolean isOver() {
      return end.isReached();
    }

    @Override
    public void onOver(Runnable action) {
      end.then(action);
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
