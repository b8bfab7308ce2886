package io.ironpost.core.config;

/// The value in force for a key, and who said so.
public record Setting<T>(Section section, Key<T> key, T value, Origin origin) {
  /// `log_pipeline.batch_size`.
  public String dotted() {
    return section.dotted(key);
  }

  /// The value as people write it: a duration as `20s`.
  public Object shown() {
    return Key.shown(value);
  }
}
