package io.ironpost.core.config;

import java.time.Duration;

/// One setting.
///
/// @param name as it stands in its section (`batch_size`)
/// @param byDefault its value when nobody says otherwise
/// @param description what it does, for the reference page; one sentence or two
public record Key<T>(String name, Kind<T> kind, T byDefault, String description) {
  /// The default as people write it.
  public Object shownDefault() {
    return shown(byDefault);
  }

  /// ISO 8601's `PT20S` is no value that [TimeSpan] reads.
  static Object shown(Object value) {
    return value instanceof Duration span ? TimeSpan.text(span) : value;
  }
}
