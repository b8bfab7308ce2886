package io.ironpost.daemon.control;

import java.util.ArrayList;
import java.util.List;

/// Something that happens once, and what is to be done then.
final class End {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean reached;

  void reach() {
    List<Runnable> due;
    synchronized (this) {
      reached = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  synchronized boolean isReached() {
    return reached;
  }

  /// Runs `action` at the end; at once when that was already.
  void then(Runnable action) {
    synchronized (this) {
      if (!reached) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
