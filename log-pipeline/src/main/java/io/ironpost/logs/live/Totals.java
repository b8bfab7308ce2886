package io.ironpost.logs.live;

import io.ironpost.logs.pipeline.Tally;
import java.util.concurrent.atomic.LongAdder;

/// The counts of all sources since the start, those that nobody hears of any more included.
final class Totals {
  private final LongAdder lines = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void add(Tally tally) {
    lines.add(tally.lines());
    events.add(tally.events());
    malformed.add(tally.malformed());
    failed.add(tally.failed());
  }

  LiveStats with(Inbox.Holdings holdings) {
    return new LiveStats(
        lines.sum(),
        events.sum(),
        malformed.sum(),
        failed.sum(),
        holdings.bytes(),
        holdings.batches(),
        holdings.lanes().stream().map(SourceLane::stats).toList());
  }
}
