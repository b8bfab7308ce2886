package io.ironpost.alerts.fold;

import io.ironpost.core.alert.AlertUpdate;

/// Told of every revision of every alert, in order, on the thread that folds. Whoever listens makes
/// it durable; until then it may be told again after a crash, never with another id.
@FunctionalInterface
public interface Told {
  void told(AlertUpdate update);
}
