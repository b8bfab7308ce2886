package io.ironpost.alerts.sink.otlp;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.http.Answer;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.alerts.sink.http.Posting;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.alerts.sink.text.Visible;
import java.util.List;
import java.util.Map;

/// OTLP/HTTP with JSON (OpenTelemetry Protocol 1.x, "OTLP/HTTP").
///
/// One record per request: a partial success says how many records were rejected and not which, and
/// forbids to send the request again.
final class OtlpSink implements AlertSink {
  static final String PATH = "/v1/logs";

  private static final int MAX_REASON_CHARS = 200;

  private final HttpReceiver receiver;
  private final LogsRequest request;

  OtlpSink(HttpReceiver receiver, LogsRequest request) {
    this.receiver = receiver;
    this.request = request;
  }

  @Override
  public String kind() {
    return OtlpKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    return Posting.oneByOne(messages, this::post);
  }

  private Delivery post(List<Message> one) throws InterruptedException {
    Answer answer = receiver.post(JsonText.MEDIA_TYPE, Map.of(), request.write(one));
    if (!(answer instanceof Answer.Taken(byte[] body, _))) {
      return Posting.byStatus(answer);
    }
    PartialSuccess success = PartialSuccess.read(body);
    return success.rejected() == 0
        ? new Delivery.Delivered()
        : new Delivery.Refused(0, "rejected: " + Visible.line(success.message(), MAX_REASON_CHARS));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
