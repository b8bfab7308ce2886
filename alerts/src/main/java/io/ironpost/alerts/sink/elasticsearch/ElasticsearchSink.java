package io.ironpost.alerts.sink.elasticsearch;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.http.Answer;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.alerts.sink.http.Posting;
import io.ironpost.alerts.sink.text.Visible;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One `_bulk` request per batch. Delivered is a document that is there: written now, or, when a
/// conflict says so, before.
final class ElasticsearchSink implements AlertSink {
  static final String PATH = "/_bulk";

  /// Only what is read, so that 100 errors fit into what is read of an answer.
  static final String PARAMETERS =
      "filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason";

  private static final String MEDIA_TYPE = "application/x-ndjson";
  private static final int MAX_REASON_CHARS = 300;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpReceiver receiver;
  private final BulkRequest request;

  ElasticsearchSink(HttpReceiver receiver, BulkRequest request) {
    this.receiver = receiver;
    this.request = request;
  }

  @Override
  public String kind() {
    return ElasticsearchKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    return Posting.together(messages, this::post);
  }

  private Delivery post(List<Message> messages) throws InterruptedException {
    Answer answer = receiver.post(MEDIA_TYPE, Map.of(), request.write(messages));
    if (!(answer instanceof Answer.Taken(byte[] body, _))) {
      return Posting.byStatus(answer);
    }
    return BulkAnswer.read(body)
        .filter(bulk -> bulk.items().size() == messages.size())
        .map(ElasticsearchSink::judge)
        .orElseGet(() -> later(0, "the answer is not one to _bulk, or not all of it came"));
  }

  /// The first document that is not there decides: those before it are taken, those after it are
  /// sent again, which changes nothing where they were written.
  private static Delivery judge(BulkAnswer bulk) {
    for (int n = 0; n < bulk.items().size(); n++) {
      BulkAnswer.Item item = bulk.items().get(n);
      int status = item.status();
      if (status / 100 == 2 || status == CONFLICT) {
        continue;
      }
      String why = "status %d: %s".formatted(status, Visible.line(item.error(), MAX_REASON_CHARS));
      boolean refused = status / 100 == 4 && status != TOO_MANY_REQUESTS;
      return refused ? new Delivery.Refused(n, why) : later(n, why);
    }
    return new Delivery.Delivered();
  }

  private static Delivery later(int taken, String why) {
    return new Delivery.TryAgain(taken, why, Duration.ZERO);
  }

  @Override
  public void close() {
    receiver.close();
  }
}
