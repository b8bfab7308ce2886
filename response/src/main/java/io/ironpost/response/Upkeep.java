package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.Enforcer.InForce;
import io.ironpost.core.module.Health;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.journal.Journal;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps book and world together: what ends by itself, what failed and is tried again, what one has
/// and the other lacks.
///
/// Under the desk's lock.
final class Upkeep {
  /// Ends are kept in the kernel by its own clock, in the book by the wall's, which is set now and
  /// then; a difference that people would not notice is none.
  private static final Duration SAME = Duration.ofSeconds(2);

  /// A system call each: what failed must not hold up what comes.
  private static final int MOST_RETRIES = 256;

  private final Desk desk;

  Upkeep(Desk desk) {
    this.desk = desk;
  }

  /// Takes over what the journal had.
  void restore(Journal.Loaded loaded) {
    for (ActionRecord record : loaded.records()) {
      desk.book.restore(record);
      boolean held = record.state() == ActionState.APPLIED || record.state() == ActionState.EXPIRED;
      if (held && record.mode() != Mode.OBSERVE) {
        desk.remember(record);
      }
    }
  }

  /// Ends what is over.
  void tick() {
    Instant now = desk.now();
    for (ActionRecord record : desk.book.open()) {
      if (!now.isBefore(record.until())) {
        desk.book.put(over(record, now));
      }
    }
  }

  private static ActionRecord over(ActionRecord record, Instant now) {
    return switch (record.state()) {
      case WAITING -> record.in(ActionState.LAPSED, now, "nobody answered");
      case FAILED -> record.in(ActionState.LAPSED, now, "never held: " + record.said());
      case APPLIED, PROPOSED, DENIED, LAPSED, REFUSED, HELD_BACK, EXPIRED, UNDONE, REPLACED ->
          record.in(ActionState.EXPIRED, now, "over");
    };
  }

  /// Forgets what is old. @return whether there was any
  boolean forget() {
    return desk.book.forgetBefore(desk.now().minus(desk.settings().keepFor()));
  }

  /// Tries again what failed.
  void retry() {
    desk.book.open().stream()
        .filter(record -> record.state() == ActionState.FAILED)
        .filter(record -> desk.now().isBefore(record.until()))
        .limit(MOST_RETRIES)
        .toList()
        .forEach(this::again);
  }

  /// An attempt that fails like the one before is not worth a line in the journal.
  private void again(ActionRecord record) {
    if (record.state() == ActionState.APPLIED || desk.hands.canDo(record.action())) {
      desk.enforce(record, "holds until " + Words.time(record.until()));
    }
  }

  /// Takes back what the allowlist now protects.
  void release() {
    for (ActionRecord record : desk.book.open()) {
      Optional<String> why = desk.protection(record.action());
      if (why.isPresent()) {
        leave(record, why.get());
      }
    }
  }

  private void leave(ActionRecord record, String why) {
    if (record.isWanted()) {
      desk.release(record, desk.now(), why);
    } else {
      desk.book.put(record.in(ActionState.REFUSED, desk.now(), why));
    }
  }

  /// As [#reconcile], but leaves things as they are while nobody can look at the world: at the
  /// start the engine is not there yet, and says so itself when it is.
  void reconcileIfSeen() {
    if (!(desk.hands.health() instanceof Health.Down)) {
      reconcile();
    }
  }

  /// Compares the book with the world and mends both. While no enforcer works, nothing holds as far
  /// as anybody knows, and the book says so.
  ///
  /// What ought to hold and does not is done again. What holds and is unknown was ordered just
  /// before a crash, or its journal is lost: it is entered as found, so that people see it and can
  /// take it back; unless the book knows it to be over or protected, for then it is taken back.
  void reconcile() {
    tick();
    Optional<List<InForce>> world = desk.hands.inForce();
    if (world.isEmpty()) {
      return;
    }
    Map<Action, Instant> ends = new HashMap<>();
    world.get().forEach(one -> ends.put(one.action(), one.until()));
    for (ActionRecord record : desk.book.open()) {
      Instant end = ends.remove(record.action());
      if (record.isWanted() && !isAsBooked(record, end)) {
        again(record);
      } else if (end != null && !record.isWanted()) {
        adoptOrRelease(record.action(), end);
      }
    }
    ends.forEach(this::adoptOrRelease);
  }

  private static boolean isAsBooked(ActionRecord record, @Nullable Instant end) {
    return end != null
        && record.state() == ActionState.APPLIED
        && Duration.between(end, record.until()).abs().compareTo(SAME) <= 0;
  }

  private void adoptOrRelease(Action action, Instant end) {
    Instant now = desk.now();
    if (!now.isBefore(end)) {
      return; // it ends by itself
    }
    boolean isOver = desk.book.lastOn(action).filter(record -> hasHeld(record)).isPresent();
    if (isOver || desk.protection(action).isPresent()) {
      desk.hands.undo(action);
      return;
    }
    ActionRecord found =
        desk.draft(
            ActionState.APPLIED,
            Mode.ENFORCE,
            action,
            new Cause.Found(),
            Duration.between(now, end),
            end);
    desk.book.put(found.in(ActionState.APPLIED, now, "found in force, ordered by nobody known"));
  }

  private static boolean hasHeld(ActionRecord record) {
    return record.state() == ActionState.EXPIRED || record.state() == ActionState.UNDONE;
  }
}
