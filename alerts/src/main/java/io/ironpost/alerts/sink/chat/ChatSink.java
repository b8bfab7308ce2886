package io.ironpost.alerts.sink.chat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.alerts.sink.http.IdempotencyKey;
import io.ironpost.alerts.sink.http.Posting;
import io.ironpost.alerts.sink.text.JsonText;
import java.util.List;
import java.util.Map;

/// One message per alert. Chats limit the rate and say so with 429, which is obeyed.
final class ChatSink implements AlertSink {
  private final String word;
  private final ChatForm form;
  private final HttpReceiver receiver;

  ChatSink(String word, ChatForm form, HttpReceiver receiver) {
    this.word = word;
    this.form = form;
    this.receiver = receiver;
  }

  @Override
  public String kind() {
    return word;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    return Posting.oneByOne(messages, this::post);
  }

  private Delivery post(List<Message> one) throws InterruptedException {
    byte[] body = JsonText.bytes(json -> form.write(one.getFirst().update(), json));
    Map<String, String> headers = Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(one));
    return Posting.byStatus(receiver.post(JsonText.MEDIA_TYPE, headers, body));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
