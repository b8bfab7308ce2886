package io.ironpost.alerts.sink.kafka;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SinkOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes its producer with the first delivery, and anew when it has broken down.
final class KafkaSink implements AlertSink {
  private final SinkOptions options;
  private @Nullable AlertProducer producer;

  KafkaSink(SinkOptions options) {
    this.options = options;
  }

  @Override
  public String kind() {
    return KafkaKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    AlertProducer open = producer;
    if (open == null) {
      AlertProducer.Made made = AlertProducer.make(options);
      switch (made) {
        case AlertProducer.Made.Failed(Delivery why) -> {
          return why;
        }
        case AlertProducer.Made.Working(AlertProducer fresh) -> open = fresh;
      }
      producer = open;
    }
    Delivery delivery = open.send(messages);
    if (open.isBroken()) {
      close();
    }
    return delivery;
  }

  @Override
  public void close() {
    AlertProducer closing = producer;
    producer = null;
    if (closing != null) {
      closing.close();
    }
  }
}
