package io.ironpost.alerts.sink.http;

import java.time.Duration;

/// What came of one request.
public sealed interface Answer {
  /// Status 2xx.
  ///
  /// @param body its first 64 KiB
  /// @param whole whether that is all of it
  record Taken(byte[] body, boolean whole) implements Answer {}

  /// Not now: no connection, no answer in time, or a status that says nothing against the message.
  ///
  /// @param pause what the receiver asked for in `Retry-After`; zero when it said nothing
  record NotNow(String why, Duration pause) implements Answer {}

  /// Never: 400, 413, 415 or 422.
  record Never(int status, String why) implements Answer {}
}
