package io.ironpost.alerts.sink;

import io.ironpost.core.config.Key;

/// What is wrong with a sink's settings.
///
/// @param key the setting to change
/// @param message begins with what must be; never holds the value of a secret
public record Complaint(Key<?> key, String message) {
  @Override
  public String toString() {
    return key.name() + ": " + message;
  }
}
