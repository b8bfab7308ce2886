package io.ironpost.alerts.sink;

import java.util.List;

/// A receiver of alerts. Used by one thread, which tries again, waits and counts: a sink tries once
/// and says what happened. It may block, but not for ever: every wait has a limit.
public interface AlertSink extends AutoCloseable {
  /// The word used in configurations: `webhook`, `syslog`.
  String kind();

  /// Hands messages over, in order.
  Delivery deliver(List<Message> messages) throws InterruptedException;

  /// How many messages one [#deliver] takes at most.
  default int maxBatch() {
    return 100;
  }

  /// Lets go of connections and files.
  @Override
  void close();
}
