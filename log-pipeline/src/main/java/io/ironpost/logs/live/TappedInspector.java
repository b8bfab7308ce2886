package io.ironpost.logs.live;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Verdicts;
import java.util.Optional;

/// An inspector that shows each event to whoever looks as well; nobody, most of the time.
final class TappedInspector implements Inspector {
  private final Inspector inspector;
  private final Taps taps;

  TappedInspector(Inspector inspector, Taps taps) {
    this.inspector = inspector;
    this.taps = taps;
  }

  @Override
  public void inspect(EventRecord record) {
    inspector.inspect(record);
    taps.show(record);
  }

  @Override
  public Verdicts take() {
    return inspector.take();
  }

  /// Who looks.
  static final class Taps {
    private volatile Optional<Tap> tap = Optional.empty();

    void open(Tap next) {
      tap = Optional.of(next);
    }

    void close() {
      tap = Optional.empty();
    }

    /// A plain read when nobody looks.
    private void show(EventRecord record) {
      Optional<Tap> now = tap;
      if (now.isPresent()) {
        now.get().saw(record);
      }
    }
  }
}
