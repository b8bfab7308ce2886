package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// From an alert to what is done about it. The first policy that an alert is for decides.
///
/// An alert is told again as it grows. What holds already is left as it is (unless the policy
/// extends); what was held back is tried again; what a person refused stays refused; and when an
/// alert still grows after its action has ended, the attack goes on and that is a new offence.
///
/// Under the desk's lock.
final class Answering {
  /// An end that is this much later is worth another entry in the journal.
  private static final Duration WORTH = Duration.ofMinutes(1);

  private final Desk desk;
  private final Quota quota;

  Answering(Desk desk) {
    this.desk = desk;
    this.quota = new Quota(desk);
  }

  /// One target of one alert.
  private record Question(Policy policy, AlertUpdate update, Action action) {
    Cause cause() {
      return new Cause.Alerted(
          policy.name(),
          update.alert().id(),
          update.traceId().toString(),
          update.rule().id(),
          update.alert().rule(),
          update.alert().severity());
    }
  }

  /// What became of a question; the worst that an alert's questions came to is booked.
  private enum Answer {
    DONE,
    ANSWERED,
    HELD_BACK,
    REFUSED
  }

  /// Books the alert once, whatever comes of it.
  void answer(AlertUpdate update) {
    desk.place.account().received(1);
    if (!update.silencedBy().isEmpty()) {
      desk.place.account().dropped(DropReason.SILENCED, 1);
      return;
    }
    Optional<Policy> policy = policyFor(update);
    List<IpPrefix> targets = policy.map(p -> p.aim().addresses(update)).orElse(List.of());
    if (targets.isEmpty()) {
      desk.place.account().dropped(DropReason.UNWANTED, 1);
      return;
    }
    Set<Answer> answers = new HashSet<>();
    for (IpPrefix target : targets) {
      answers.add(answer(policy.get(), update, target));
    }
    if (targets.size() == Aim.MAX_TARGETS) {
      desk.tallies.moreTargets.increment();
    }
    book(answers);
  }

  private void book(Set<Answer> answers) {
    if (answers.contains(Answer.DONE) || answers.contains(Answer.ANSWERED)) {
      desk.place.account().delivered(1);
    } else if (answers.contains(Answer.HELD_BACK)) {
      desk.place.account().dropped(DropReason.RATE_LIMITED, 1);
    } else {
      desk.place.account().dropped(DropReason.REFUSED, 1);
    }
  }

  /// The end of an alert says nothing new.
  private Optional<Policy> policyFor(AlertUpdate update) {
    if (update.phase() == Phase.CLOSED) {
      return Optional.empty();
    }
    return desk.rules().policies().stream().filter(p -> p.when().holds(update)).findFirst();
  }

  private Answer answer(Policy policy, AlertUpdate update, IpPrefix address) {
    Question question = new Question(policy, update, action(policy, address));
    Optional<ActionRecord> before = desk.book.answerTo(update.alert().id(), question.action());
    if (before.isPresent() && isSettled(question, before.get())) {
      extend(question, before.get());
      desk.tallies.alreadyAnswered.increment();
      return Answer.ANSWERED;
    }
    Optional<ActionRecord> last = desk.book.lastOn(question.action());
    if (last.isPresent() && hasPersonSaidNo(last.get())) {
      desk.tallies.alreadyAnswered.increment();
      return Answer.ANSWERED;
    }
    return decide(question, before);
  }

  /// Neighbours of an attacker are taken too only where none of them is protected.
  private Action action(Policy policy, IpPrefix address) {
    IpPrefix wide = policy.aim().widened(address);
    boolean isFree =
        desk.allowlist().touching(wide).isEmpty() && desk.allowlist().impossible(wide).isEmpty();
    return new BlockAddress(isFree ? wide : address);
  }

  /// Whether the same alert had its answer about the same target.
  private boolean isSettled(Question question, ActionRecord before) {
    return switch (before.state()) {
      case APPLIED, FAILED, PROPOSED, WAITING -> isCurrent(question, before);
      case DENIED, UNDONE, LAPSED, EXPIRED -> isOlder(question, before);
      case REFUSED, HELD_BACK, REPLACED -> false;
    };
  }

  /// Told before the last action ended or the last question lapsed: it says nothing new. An attack
  /// that goes on for days is one alert for days.
  private static boolean isOlder(Question question, ActionRecord before) {
    return question.update().toldAt().isBefore(before.until());
  }

  /// Not when its time is over, nor when it was only spoken of and the policy is stricter now.
  private boolean isCurrent(Question question, ActionRecord before) {
    boolean isEnough = before.isWanted() || before.mode().compareTo(question.policy().mode()) >= 0;
    return isEnough && desk.now().isBefore(before.until());
  }

  /// Moves the end of what holds.
  private void extend(Question question, ActionRecord before) {
    boolean moves =
        question.policy().extend()
            && question.update().phase() == Phase.UPDATED
            && before.state() == ActionState.APPLIED;
    if (moves) {
      Instant end = end(question, before.duration());
      if (end.isAfter(before.until().plus(WORTH))) {
        desk.enforce(before.until(end, desk.now(), ""), "goes on until " + Words.time(end));
      }
    }
  }

  /// What a person took back or refused is not done again before it would have ended.
  private boolean hasPersonSaidNo(ActionRecord last) {
    boolean no = last.state() == ActionState.DENIED || last.state() == ActionState.UNDONE;
    return no && desk.now().isBefore(last.until());
  }

  private Answer decide(Question question, Optional<ActionRecord> before) {
    Duration duration = duration(question);
    Instant until = end(question, duration);
    if (!desk.now().isBefore(until)) {
      desk.tallies.tooLate.increment();
      return refuse(question, before, duration, "it came when its answer would have been over");
    }
    Optional<String> protection = desk.protection(question.action());
    if (protection.isPresent()) {
      return refuse(question, before, duration, protection.get());
    }
    if (isCovered(question, until)) {
      desk.tallies.alreadyAnswered.increment();
      return Answer.ANSWERED;
    }
    Optional<String> limit = quota.exceeded(question.policy());
    if (limit.isPresent()) {
      return leave(question, before, ActionState.HELD_BACK, duration, limit.get());
    }
    act(question, duration, until);
    return Answer.DONE;
  }

  private Duration duration(Question question) {
    Policy policy = question.policy();
    return policy.escalation().after(desk.offenders.times(question.action(), desk.now()));
  }

  /// Counted from when the alert was told, so that an alert read twice ends its answer at the same
  /// time; from now on when the clock was set back since.
  private Instant end(Question question, Duration duration) {
    Instant told = question.update().toldAt();
    Instant now = desk.now();
    return (told.isAfter(now) ? now : told).plus(duration);
  }

  /// Whether something that holds on the target or a network around it is as good.
  private boolean isCovered(Question question, Instant until) {
    Optional<ActionRecord> holding =
        switch (question.action()) {
          case BlockAddress(var prefix) -> desk.book.openCovering(prefix);
        };
    return holding.isPresent() && isAsGood(holding.get(), question, until);
  }

  private boolean isAsGood(ActionRecord holding, Question question, Instant until) {
    if (holding.cause() instanceof Cause.Found || !isCurrent(question, holding)) {
      return false; // its alert gives it a reason
    }
    boolean isOwn = holding.policy().equals(question.policy().name());
    return isOwn
        || holding.cause() instanceof Cause.Ordered // a person's word stands
        || holding.state() == ActionState.WAITING
        || !until.isAfter(holding.until().plus(WORTH));
  }

  private void act(Question question, Duration duration, Instant until) {
    quota.take(question.policy());
    switch (question.policy().mode()) {
      case OBSERVE -> {
        ActionRecord record = draft(question, ActionState.PROPOSED, duration, until);
        desk.book.put(
            record.in(
                ActionState.PROPOSED, record.madeAt(), "would hold until " + Words.time(until)));
      }
      case ASK -> {
        Instant lapses = desk.now().plus(desk.settings().approvalTimeout());
        ActionRecord record = draft(question, ActionState.WAITING, duration, lapses);
        desk.book.put(
            record.in(
                ActionState.WAITING,
                record.madeAt(),
                "waits for a person until " + Words.time(lapses)));
      }
      case ENFORCE -> {
        ActionRecord record = draft(question, ActionState.APPLIED, duration, until);
        desk.enforce(record, "holds until " + Words.time(until));
      }
    }
  }

  private ActionRecord draft(
      Question question, ActionState state, Duration duration, Instant until) {
    return desk.draft(
        state, question.policy().mode(), question.action(), question.cause(), duration, until);
  }

  private Answer refuse(
      Question question, Optional<ActionRecord> before, Duration duration, String why) {
    leave(question, before, ActionState.REFUSED, duration, why);
    return Answer.REFUSED;
  }

  /// Says once for an alert why nothing was done.
  private Answer leave(
      Question question,
      Optional<ActionRecord> before,
      ActionState state,
      Duration duration,
      String why) {
    if (before.isEmpty() || before.get().state() != state) {
      ActionRecord record = draft(question, state, duration, desk.now());
      desk.note(record.in(state, record.madeAt(), why));
    }
    return Answer.HELD_BACK;
  }
}
