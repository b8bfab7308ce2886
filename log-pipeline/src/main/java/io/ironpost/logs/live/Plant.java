package io.ironpost.logs.live;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Judge;
import java.util.function.Supplier;

/// What the threads of a pipeline share.
final class Plant {
  final LiveSettings settings;
  final Judge judge;
  final Supplier<EventRecord> records;
  final Inbox inbox;
  final Outbox outbox;
  final TappedInspector.Taps taps = new TappedInspector.Taps();
  final Faults faults = new Faults();
  volatile Setup setup;

  /// Parsers are to give up what they hold back before a result is handed on: a checkpoint waits.
  volatile boolean flushing;

  Plant(
      LiveSettings settings,
      Setup setup,
      Judge judge,
      Supplier<EventRecord> records,
      Inbox inbox,
      Outbox outbox) {
    this.settings = settings;
    this.setup = setup;
    this.judge = judge;
    this.records = records;
    this.inbox = inbox;
    this.outbox = outbox;
  }
}
