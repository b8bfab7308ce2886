package io.ironpost.response;

import io.ironpost.response.journal.ActionState;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What policies may do: so many a minute each, so many all together, so many at one time. A tenth
/// of what may hold is left to people, who must be able to act in the middle of a flood.
///
/// Under the desk's lock.
final class Quota {
  private static final int PEOPLE = 10;

  /// Nobody answers more.
  static final int MAX_WAITING = 1_000;

  private final Desk desk;
  private final MinuteLimit all;
  private final Map<String, MinuteLimit> byPolicy = new HashMap<>();

  Quota(Desk desk) {
    this.desk = desk;
    this.all = new MinuteLimit(desk.place.nanoTime());
  }

  /// Why one more of a policy is one too many; empty when it is not.
  Optional<String> exceeded(Policy policy) {
    if (!of(policy).isOpen(policy.maxPerMinute())) {
      return Optional.of(
          "policy %s has done %d in a minute".formatted(policy.name(), policy.maxPerMinute()));
    }
    int most = desk.settings().maxActionsPerMinute();
    if (!all.isOpen(most)) {
      return Optional.of("all policies have done %d in a minute".formatted(most));
    }
    return full(policy.mode());
  }

  private Optional<String> full(Mode mode) {
    int max = desk.settings().maxInForce();
    int most = max - max / PEOPLE;
    return switch (mode) {
      case OBSERVE -> unless(desk.book.openIn(ActionState.PROPOSED) < most, most + " are proposed");
      case ASK ->
          unless(
              desk.book.openIn(ActionState.WAITING) < MAX_WAITING,
              MAX_WAITING + " wait for an answer");
      case ENFORCE -> unless(desk.hasRoom(most), most + " hold, the rest is left to people");
    };
  }

  private static Optional<String> unless(boolean fits, String why) {
    return fits ? Optional.empty() : Optional.of(why);
  }

  void take(Policy policy) {
    of(policy).take();
    all.take();
  }

  /// Policies that a reload took away are forgotten.
  private MinuteLimit of(Policy policy) {
    MinuteLimit known = byPolicy.get(policy.name());
    if (known != null) {
      return known;
    }
    byPolicy
        .keySet()
        .removeIf(name -> desk.rules().policies().stream().noneMatch(p -> p.name().equals(name)));
    MinuteLimit fresh = new MinuteLimit(desk.place.nanoTime());
    byPolicy.put(policy.name(), fresh);
    return fresh;
  }
}
