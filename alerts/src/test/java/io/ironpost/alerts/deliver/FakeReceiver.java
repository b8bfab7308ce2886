package io.ironpost.alerts.deliver;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Answers as told, then takes everything. Outlives the sinks that are opened on it.
final class FakeReceiver {
  private final ArrayDeque<Function<List<Message>, Delivery>> answers = new ArrayDeque<>();
  private final List<Message> got = new ArrayList<>();
  private int opened;
  private int closed;

  synchronized void answers(Function<List<Message>, Delivery> answer) {
    answers.add(answer);
  }

  synchronized List<String> keys() {
    return got.stream().map(message -> message.update().key()).toList();
  }

  synchronized List<String> texts() {
    return got.stream().map(m -> new String(m.text(), StandardCharsets.UTF_8)).toList();
  }

  synchronized int stillOpen() {
    return opened - closed;
  }

  synchronized int answersLeft() {
    return answers.size();
  }

  private synchronized Delivery take(List<Message> messages) {
    Function<List<Message>, Delivery> answer = answers.poll();
    Delivery delivery = answer == null ? new Delivery.Delivered() : answer.apply(messages);
    int taken =
        switch (delivery) {
          case Delivery.Delivered() -> messages.size();
          case Delivery.TryAgain(int some, String _, var _) -> some;
          case Delivery.Refused(int some, String _) -> some;
        };
    got.addAll(messages.subList(0, taken));
    return delivery;
  }

  synchronized AlertSink open() {
    opened++;
    return new AlertSink() {
      @Override
      public String kind() {
        return "fake";
      }

      @Override
      public Delivery deliver(List<Message> messages) {
        return take(messages);
      }

      @Override
      public int maxBatch() {
        return 4;
      }

      @Override
      public void close() {
        synchronized (FakeReceiver.this) {
          closed++;
        }
      }
    };
  }
}
