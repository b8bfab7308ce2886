package io.ironpost.alerts.sink;

import io.ironpost.core.config.Key;

/// What the configuration says of one sink.
@FunctionalInterface
public interface SinkOptions {
  /// The value of a key of the sink's kind; its default where nobody said otherwise.
  <T> T get(Key<T> key);
}
