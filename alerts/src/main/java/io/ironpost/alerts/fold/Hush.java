package io.ironpost.alerts.fold;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;

/// Knows which alerts people do not want to be told of.
@FunctionalInterface
public interface Hush {
  /// Nothing is silenced.
  Hush NONE = (_, _) -> "";

  /// The id of the silence that covers it; empty when none does.
  String silencedBy(Alert alert, AlertRule rule);
}
