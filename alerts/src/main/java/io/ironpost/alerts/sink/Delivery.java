package io.ironpost.alerts.sink;

import java.time.Duration;

/// What came of handing messages to a receiver.
public sealed interface Delivery {
  /// The receiver has them all.
  record Delivered() implements Delivery {}

  /// The receiver could not take them now: the same messages are offered again.
  ///
  /// @param taken how many of the first messages it has, so that they are not sent twice
  /// @param pause how long the receiver asked to wait; zero when it said nothing
  record TryAgain(int taken, String why, Duration pause) implements Delivery {}

  /// The receiver will never take the message after the first `taken` ones (it is too large, or the
  /// receiver finds it invalid). It is counted, kept aside and passed over.
  record Refused(int taken, String why) implements Delivery {}
}
