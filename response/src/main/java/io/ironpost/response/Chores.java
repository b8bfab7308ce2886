package io.ironpost.response;

import io.ironpost.response.allow.AllowEntry;
import java.time.Duration;
import java.util.List;

/// What is done now and then, by a clock that is never set.
final class Chores {
  private static final Duration TICK = Duration.ofSeconds(1);

  /// An engine that came back says so itself; this is for failures that pass.
  private static final Duration RETRY = Duration.ofSeconds(10);

  /// Somebody who logs in is protected at once where the daemon hears of it, else after this.
  private static final Duration RESCAN = Duration.ofSeconds(30);

  private static final Duration RECONCILE = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofHours(1);

  /// One thing to do again and again.
  private static final class Chore {
    private final long everyNanos;
    private final Runnable work;
    private long last;

    Chore(Duration every, Runnable work, long now) {
      this.everyNanos = every.toNanos();
      this.work = work;
      this.last = now;
    }

    void when(long now) {
      if (now - last >= everyNanos) {
        last = now;
        work.run();
      }
    }
  }

  private final Desk desk;
  private final Upkeep upkeep;
  private final Clerk clerk;
  private final ResponsePlace place;
  private final List<Chore> chores;
  private final Object scanning = new Object();
  private List<AllowEntry> said = List.of();

  Chores(Desk desk, Upkeep upkeep, Clerk clerk, ResponsePlace place) {
    this.desk = desk;
    this.upkeep = upkeep;
    this.clerk = clerk;
    this.place = place;
    long now = place.nanoTime().getAsLong();
    this.chores =
        List.of(
            new Chore(TICK, atDesk(upkeep::tick), now),
            new Chore(RETRY, atDesk(upkeep::retry), now),
            new Chore(RESCAN, this::rescan, now),
            new Chore(RECONCILE, atDesk(upkeep::reconcile), now),
            new Chore(FORGET, this::forget, now));
  }

  private Runnable atDesk(Runnable work) {
    return () -> {
      synchronized (desk) {
        work.run();
      }
    };
  }

  /// Does what is due.
  void due() {
    long now = place.nanoTime().getAsLong();
    chores.forEach(chore -> chore.when(now));
  }

  private void forget() {
    boolean any;
    synchronized (desk) {
      any = upkeep.forget();
    }
    if (any) {
      clerk.tidy();
    }
  }

  /// Looks at the host without the desk: it takes milliseconds. What cannot be looked at leaves the
  /// allowlist as it is, for a shorter one could lock somebody out.
  void rescan() {
    synchronized (scanning) {
      List<AllowEntry> host;
      try {
        host = place.host().get();
      } catch (RuntimeException _) {
        desk.tallies.faults.increment();
        return;
      }
      synchronized (desk) {
        if (desk.hostIs(host)) {
          upkeep.release();
        }
      }
      sayAllowed();
    }
  }

  private void say(List<AllowEntry> now) {
    try {
      place.allowed().accept(now);
      said = now;
    } catch (RuntimeException _) { // said again with the next scan
      desk.tallies.faults.increment();
    }
  }

  /// Tells the kernel's side when the allowlist is another.
  void sayAllowed() {
    synchronized (scanning) {
      List<AllowEntry> now;
      synchronized (desk) {
        now = desk.allowlist().entries();
      }
      if (!now.equals(said)) {
        say(now);
      }
    }
  }
}
