package io.ironpost.daemon.control;

import io.ironpost.core.alert.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Tells alerts to whoever listens at this moment (`GET /alerts/stream`).
///
/// Nobody waits for a listener: each has a mailbox of its own, and one that lets it fill up is cut
/// off and counted. It can ask the history for what it missed; a listener that missed alerts
/// without knowing would be worse than none.
public final class AlertFeed {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder cutOff = new LongAdder();

  /// Tells one alert update to the listeners. Never waits; any thread.
  ///
  /// @param json in the native format, one line
  public void publish(Severity severity, String json) {
    for (Listener listener : listeners) {
      if (severity.isAtLeast(listener.atLeast) && !listener.mail.offer(json)) {
        cutOff.increment();
        listener.letGo();
      }
    }
  }

  /// How many listen.
  public int listeners() {
    return listeners.size();
  }

  /// How many listeners were too slow and were cut off, since the start.
  public long cutOff() {
    return cutOff.sum();
  }

  Subscription listen(Severity atLeast) {
    Listener listener = new Listener(atLeast);
    listeners.add(listener);
    return listener;
  }

  /// Lets go of all: the program ends.
  void closeAll() {
    listeners.forEach(Listener::letGo);
  }

  private final class Listener implements Subscription {
    private final Severity atLeast;
    private final Mailbox mail = new Mailbox();
    private final End end = new End();

    Listener(Severity atLeast) {
      this.atLeast = atLeast;
    }

    @Override
    public Optional<ServerEvent> next(Duration most) throws InterruptedException {
      return mail.take(most).map(json -> new ServerEvent("alert", json));
    }

    void letGo() {
      listeners.remove(this);
      end.reach();
    }

    @Override
    public boolean isOver() {
      return end.isReached();
    }

    @Override
    public void onOver(Runnable action) {
      end.then(action);
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
