package io.ironpost.alerts.sink.webhook;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.alerts.sink.http.IdempotencyKey;
import io.ironpost.alerts.sink.http.Posting;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.alerts.sink.text.Lines;
import io.ironpost.core.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One request per alert, or per batch. Delivered is what was answered with 2xx.
final class WebhookSink implements AlertSink {
  private final HttpReceiver receiver;
  private final InstantSource clock;
  private final String method;
  private final boolean batch;
  private final boolean hasTemplate;
  private final Template template;
  private final String contentType;
  private final Secret secret;

  WebhookSink(SinkOptions options, HttpReceiver receiver, InstantSource clock) {
    this.receiver = receiver;
    this.clock = clock;
    this.method = options.get(WebhookKind.METHOD).toUpperCase(Locale.ROOT);
    this.batch = options.get(WebhookKind.BATCH);
    this.hasTemplate = !options.get(WebhookKind.TEMPLATE).isEmpty();
    this.template = Template.read(options.get(WebhookKind.TEMPLATE));
    this.contentType = options.get(WebhookKind.CONTENT_TYPE);
    this.secret = options.get(WebhookKind.SIGNING_SECRET);
  }

  @Override
  public String kind() {
    return WebhookKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    return batch ? Posting.together(messages, this::post) : Posting.oneByOne(messages, this::post);
  }

  private Delivery post(List<Message> messages) throws InterruptedException {
    byte[] body = body(messages);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(IdempotencyKey.HEADER, IdempotencyKey.of(messages));
    if (!secret.reveal().isEmpty()) {
      headers.put(Signature.HEADER, Signature.of(secret, clock.instant(), body));
    }
    return Posting.byStatus(receiver.send(method, mediaType(messages), headers, body));
  }

  private byte[] body(List<Message> messages) {
    if (batch) {
      return Lines.of(messages);
    }
    Message message = messages.getFirst();
    return hasTemplate ? template.render(message).getBytes(StandardCharsets.UTF_8) : message.text();
  }

  private String mediaType(List<Message> messages) {
    String own = messages.getFirst().mediaType();
    if (batch && JsonText.isJson(own)) {
      return "application/x-ndjson";
    }
    return hasTemplate ? contentType : own;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
