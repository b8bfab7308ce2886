package io.ironpost.alerts.format;

import io.ironpost.core.alert.AlertUpdate;

/// Writes an alert in one form.
public interface AlertFormat {
  /// The word used in configurations: `json`, `ocsf`, `ecs`, `cef`.
  String word();

  /// The media type for HTTP: `application/json`.
  String mediaType();

  /// One line without its end, in UTF-8. Control characters of the attacker's text are escaped.
  byte[] write(AlertUpdate update);
}
