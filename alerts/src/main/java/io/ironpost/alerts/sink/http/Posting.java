package io.ironpost.alerts.sink.http;

import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import java.time.Duration;
import java.util.List;

/// Hands a batch over with one request and finds the culprit when it is refused.
@FunctionalInterface
public interface Posting {
  /// Sends these messages with one request.
  Delivery post(List<Message> messages) throws InterruptedException;

  /// One request for all. A receiver that refuses a batch does not say which message it dislikes,
  /// and the courier passes over the one that we name: so they are sent one by one to find it.
  static Delivery together(List<Message> messages, Posting posting) throws InterruptedException {
    Delivery all = posting.post(messages);
    boolean refused = all instanceof Delivery.Refused(int taken, _) && taken == 0;
    return refused && messages.size() > 1 ? oneByOne(messages, posting) : all;
  }

  /// One request for each, until one does not get through.
  static Delivery oneByOne(List<Message> messages, Posting posting) throws InterruptedException {
    for (int n = 0; n < messages.size(); n++) {
      Delivery one = posting.post(messages.subList(n, n + 1));
      switch (one) {
        case Delivery.Delivered() -> {}
        case Delivery.TryAgain(_, String why, Duration pause) -> {
          return new Delivery.TryAgain(n, why, pause);
        }
        case Delivery.Refused(_, String why) -> {
          return new Delivery.Refused(n, why);
        }
      }
    }
    return new Delivery.Delivered();
  }

  /// For receivers whose status says it all.
  static Delivery byStatus(Answer answer) {
    return switch (answer) {
      case Answer.Taken(_, _) -> new Delivery.Delivered();
      case Answer.NotNow(String why, Duration pause) -> new Delivery.TryAgain(0, why, pause);
      case Answer.Never(_, String why) -> new Delivery.Refused(0, why);
    };
  }
}
