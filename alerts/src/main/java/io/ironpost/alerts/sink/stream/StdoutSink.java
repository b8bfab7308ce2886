package io.ironpost.alerts.sink.stream;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.ByteSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One line per alert, in one write per batch: a reader of the pipe sees whole lines.
///
/// Whether the reader of a pipe read it nobody can know: delivered means written.
final class StdoutSink implements AlertSink {
  private final ByteSink out;

  StdoutSink(ByteSink out) {
    this.out = out;
  }

  @Override
  public String kind() {
    return StdoutKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) {
    try {
      out.write(Lines.of(messages));
      return new Delivery.Delivered();
    } catch (IOException e) {
      return new Delivery.TryAgain(0, "standard output: " + e.getMessage(), Duration.ZERO);
    }
  }

  @Override
  public void close() {
    // Standard output is the program's, not ours.
  }
}
