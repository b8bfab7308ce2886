package io.ironpost.response.journal;

import io.ironpost.core.action.Action;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;

/// One action and all that is known of it. Told again whenever it changes, under the same id.
///
/// @param id short, for people to type; unique in the journal
/// @param duration how long it lasts or was to last
/// @param until when it ends; of one that waits for an answer, when the question lapses
/// @param madeAt when it was decided
/// @param changedAt when it came into this state
/// @param said what came of it, for people: why it failed, who undid it
public record ActionRecord(
    String id,
    ActionState state,
    Mode mode,
    Action action,
    Cause cause,
    Duration duration,
    Instant until,
    Instant madeAt,
    Instant changedAt,
    String said) {
  /// Rules' titles and people's reasons are of others' making.
  static final int MAX_TEXT = 512;

  public ActionRecord {
    said = cut(said);
  }

  static String cut(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  /// The same in another state.
  public ActionRecord in(ActionState next, Instant at, String nowSaid) {
    return new ActionRecord(id, next, mode, action, cause, duration, until, madeAt, at, nowSaid);
  }

  /// The same with another end.
  public ActionRecord until(Instant end, Instant at, String nowSaid) {
    return new ActionRecord(id, state, mode, action, cause, duration, end, madeAt, at, nowSaid);
  }

  /// Whether it ought to hold in the world.
  public boolean isWanted() {
    return state == ActionState.APPLIED || state == ActionState.FAILED;
  }

  /// The policy that decided; empty for a person's order.
  public String policy() {
    return cause instanceof Cause.Alerted alerted ? alerted.policy() : "";
  }
}
