package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.Optional;

/// One listener's end of a feed. For the listener's thread, but for [#isOver()].
interface Subscription extends AutoCloseable {
  /// The next server-sent event, whole; nothing when `most` has passed.
  Optional<ServerEvent> next(Duration most) throws InterruptedException;

  /// Whether the feed has let go of the listener: it was too slow, or the program ends.
  boolean isOver();

  /// What to run when the feed lets go; the listener's thread may hang in a write. Runs at once
  /// when that was already.
  void onOver(Runnable action);

  @Override
  void close();
}
