package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.allow.Allowlist;
import io.ironpost.response.journal.ActionBook;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What all who decide share: the book, the allowlist, the limits, the hands. Nothing is done to
/// the world but by [#enforce] and [#release], so nothing is done past the allowlist or the book.
///
/// One lock, the desk itself, is held for each decision: microseconds, and a system call of the
/// enforcer where something is done.
final class Desk {
  /// Of each kind. Records of what was not done are for people to find a reason in; an attacker
  /// must not fill the journal with them. More are counted.
  static final int MAX_NOTES_PER_MINUTE = 120;

  final ResponsePlace place;
  final Hands hands;
  final ActionBook book;
  final Offenders offenders = new Offenders();
  final Tallies tallies = new Tallies();
  private final MinuteLimit refusals;
  private final MinuteLimit holds;
  private final ActionIds ids;
  private volatile ResponseRules rules;
  private List<AllowEntry> host = List.of();
  private Allowlist allowlist;

  Desk(ResponsePlace place, ResponseRules rules) {
    this.place = place;
    this.rules = rules;
    this.hands = new Hands(place.enforcers());
    this.book = new ActionBook(rules.settings().maxKept());
    this.refusals = new MinuteLimit(place.nanoTime());
    this.holds = new MinuteLimit(place.nanoTime());
    this.ids = new ActionIds(place.random());
    this.allowlist = Allowlist.of(List.of(), rules.allow());
  }

  Instant now() {
    return place.clock().instant();
  }

  ResponseRules rules() {
    return rules;
  }

  ResponseSettings settings() {
    return rules.settings();
  }

  Allowlist allowlist() {
    return allowlist;
  }

  void use(ResponseRules fresh) {
    rules = fresh;
    allowlist = Allowlist.of(host, fresh.allow());
    book.forgetBeyond(fresh.settings().maxKept());
  }

  /// @return whether that changed anything
  boolean hostIs(List<AllowEntry> found) {
    boolean changed = !found.equals(host);
    host = List.copyOf(found);
    allowlist = Allowlist.of(host, rules.allow());
    return changed;
  }

  /// Why an action must not be done, by whomever; empty when it may.
  Optional<String> protection(Action action) {
    return switch (action) {
      case BlockAddress(var prefix) ->
          allowlist
              .impossible(prefix)
              .or(() -> allowlist.covering(prefix).map(entry -> Words.allowed(prefix, entry)));
    };
  }

  /// A new action, not yet in the book.
  ActionRecord draft(
      ActionState state, Mode mode, Action action, Cause cause, Duration duration, Instant until) {
    Instant now = now();
    return new ActionRecord(
        ids.next(book), state, mode, action, cause, duration, until, now, now, "");
  }

  /// Enters what was not done, unless too many such came lately. Refusals are counted apart: that a
  /// host on the allowlist attacks must not be lost among those that are held back.
  void note(ActionRecord record) {
    MinuteLimit notes = record.state() == ActionState.REFUSED ? refusals : holds;
    if (notes.isOpen(MAX_NOTES_PER_MINUTE)) {
      notes.take();
      book.put(record);
    } else {
      tallies.unlisted.increment();
    }
  }

  boolean hasRoom(int most) {
    return book.openIn(ActionState.APPLIED) + book.openIn(ActionState.FAILED) < most;
  }

  /// Does it and enters it: the world first, the journal a moment later. A block must not wait for
  /// a disk; what a crash between the two leaves in the world is found and adopted at the start.
  ///
  /// @param said when it went well
  ActionRecord enforce(ActionRecord record, String said) {
    Optional<String> protection = protection(record.action());
    ActionRecord done =
        protection.isPresent()
            ? record.in(ActionState.REFUSED, now(), protection.get())
            : applied(record, said);
    if (isKnown(done)) {
      return done;
    }
    book.put(done);
    if (done.state() == ActionState.APPLIED) {
      remember(done);
    }
    return done;
  }

  /// What policies did counts towards the next time; what people ordered is their affair.
  void remember(ActionRecord record) {
    if (!record.policy().isEmpty()) {
      Instant forgotten = record.until().plus(memory(record.policy()));
      offenders.add(record.id(), record.action(), record.madeAt(), forgotten);
    }
  }

  private Duration memory(String policy) {
    return rules.policies().stream()
        .filter(one -> one.name().equals(policy))
        .map(one -> one.escalation().memory())
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /// What was put in force again as it was is no news.
  private boolean isKnown(ActionRecord done) {
    return done.state() == ActionState.APPLIED
        && book.find(done.id())
            .filter(known -> known.state() == ActionState.APPLIED)
            .filter(known -> known.until().equals(done.until()))
            .isPresent();
  }

  private ActionRecord applied(ActionRecord record, String said) {
    return switch (hands.apply(record.action(), record.until())) {
      case Effect.Done(), Effect.AlreadySo() -> record.in(ActionState.APPLIED, now(), said);
      case Effect.Refused(var why) -> record.in(ActionState.REFUSED, now(), why);
      case Effect.Failed(var why) -> record.in(ActionState.FAILED, now(), why);
    };
  }

  /// Takes it back and enters that. Empty when it could not be taken back.
  Optional<ActionRecord> release(ActionRecord record, Instant until, String said) {
    Effect effect = hands.undo(record.action());
    boolean isOff = !(effect instanceof Effect.Failed) && !(effect instanceof Effect.Refused);
    if (!isOff && record.state() == ActionState.APPLIED) {
      return Optional.empty();
    }
    ActionRecord off = record.until(until, now(), said).in(ActionState.UNDONE, now(), said);
    book.put(off);
    return Optional.of(off);
  }
}
