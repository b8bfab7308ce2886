package io.ironpost.daemon.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Writes one listener's events until either side has enough.
///
/// A client that does not read leaves the writing thread in the kernel, where no flag is seen. So
/// when the feed lets go of the listener, the thread is interrupted, which closes the channel
/// ([java.nio.channels.InterruptibleChannel]).
final class EventStream {
  /// A comment line, which clients pass over (WHATWG HTML, section 9.2.6).
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Subscription subscription;
  private final Duration heartbeat;
  private final Thread writer = Thread.currentThread();
  private boolean writing = true;

  EventStream(Subscription subscription, Duration heartbeat) {
    this.subscription = subscription;
    this.heartbeat = heartbeat;
  }

  /// @throws IOException when the client has gone
  void writeTo(OutputStream out) throws IOException {
    subscription.onOver(this::letGo);
    try {
      out.write(HEARTBEAT); // the client sees at once that it listens
      out.flush();
      while (!subscription.isOver()) {
        Optional<ServerEvent> event = subscription.next(heartbeat);
        out.write(event.map(e -> e.text().getBytes(StandardCharsets.UTF_8)).orElse(HEARTBEAT));
        out.flush();
      }
    } catch (InterruptedException _) {
      // let go, or the server closes: either way this was the last event
    } finally {
      leave();
    }
  }

  private synchronized void letGo() {
    if (writing) {
      writer.interrupt();
    }
  }

  /// After this nobody interrupts the thread, which goes back to the server.
  private synchronized void leave() {
    writing = false;
    boolean wasInterrupted = Thread.interrupted();
    if (wasInterrupted && !subscription.isOver()) {
      writer.interrupt(); // it was meant for somebody else
    }
  }
}
