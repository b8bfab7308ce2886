package io.ironpost.response.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where an action is in its life.
public enum ActionState {
  /// It would have been done; the policy only observes.
  PROPOSED(true),
  /// A person is asked.
  WAITING(true),
  /// It holds.
  APPLIED(true),
  /// It could not be done; tried again until its time is over.
  FAILED(true),
  /// A person said no.
  DENIED(false),
  /// Its time passed: nobody answered, or it could never be done.
  LAPSED(false),
  /// It must not be done: the target is on the allowlist, the alert too old.
  REFUSED(false),
  /// It was one too many.
  HELD_BACK(false),
  /// It ended when it was to end.
  EXPIRED(false),
  /// It was taken back.
  UNDONE(false),
  /// Another action on the same target took its place.
  REPLACED(false);

  private final boolean open;

  ActionState(boolean open) {
    this.open = open;
  }

  /// Whether something is still to come of it.
  public boolean isOpen() {
    return open;
  }

  /// The word in output: `held_back`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ActionState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
