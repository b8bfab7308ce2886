package io.ironpost.alerts.sink;

import io.ironpost.core.config.Key;
import java.util.HashMap;
import java.util.Map;

/// Settings of one sink, as a test wants them.
public final class FixedOptions implements SinkOptions {
  private final Map<Key<?>, Object> values = new HashMap<>();

  public <T> FixedOptions with(Key<T> key, T value) {
    values.put(key, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // with() stores a T under its Key<T>
  public <T> T get(Key<T> key) {
    return (T) values.getOrDefault(key, key.byDefault());
  }

  /// A sink's surroundings; nothing is written to its standard output.
  public static SinkPlace place() {
    return new SinkPlace(
        _ -> {
          throw new java.io.IOException("no standard output here");
        },
        () -> SampleAlerts.TOLD,
        "web-1");
  }
}
