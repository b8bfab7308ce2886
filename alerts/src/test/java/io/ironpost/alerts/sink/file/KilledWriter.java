package io.ironpost.alerts.sink.file;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.SampleAlerts;

/// A process of its own that writes batches until it is killed, and says after each how far it is.
final class KilledWriter {
  static final int BATCH = 20;

  private KilledWriter() {}

  public static void main(String[] args) throws Exception {
    FixedOptions options =
        new FixedOptions().with(FileKind.PATH, args[0]).with(FileKind.SYNC, "never");
    try (AlertSink sink = new FileKind().open(options, FixedOptions.place())) {
      for (int n = Integer.parseInt(args[1]); n < 1_000_000; n += BATCH) {
        Delivery delivery = sink.deliver(SampleAlerts.messages(n, BATCH));
        if (!(delivery instanceof Delivery.Delivered)) {
          throw new IllegalStateException(delivery.toString());
        }
        System.out.println(n + BATCH);
      }
    }
  }
}
