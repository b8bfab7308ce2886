package io.ironpost.alerts.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.format.AlertFormat;
import io.ironpost.alerts.format.AlertFormats;
import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.file.FileKind;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.alerts.sink.webhook.WebhookKind;
import io.ironpost.core.alert.AlertUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The product's own formats, harmless and hostile, through sinks that look into them.
class EveryFormatTest {
  static List<String> words() {
    return AlertFormats.words();
  }

  @ParameterizedTest
  @MethodSource("words")
  void is_a_line_a_document_and_a_value(String word, @TempDir Path folder) throws Exception {
    AlertFormat format = AlertFormats.of(word, "0.1", AlertFormats.DEFAULT_MAX_BYTES).orElseThrow();
    for (AlertUpdate update : List.of(SampleAlerts.opened(1), SampleAlerts.hostile())) {
      Message message = new Message(update, format.write(update), format.mediaType());
      Path file = folder.resolve("alerts-" + update.alert().id());
      try (AlertSink sink =
          new FileKind()
              .open(
                  new FixedOptions().with(FileKind.PATH, file.toString()), FixedOptions.place())) {
        assertThat(sink.deliver(List.of(message))).isInstanceOf(Delivery.Delivered.class);
      }
      assertThat(Files.readAllLines(file)).containsExactly(SampleAlerts.line(message));
      assertIsADocument(message);
      assertIsAValue(message);
    }
  }

  private static void assertIsADocument(Message message) throws Exception {
    BulkDouble bulk = new BulkDouble(_ -> "");
    try (RecordingServer server = RecordingServer.start().always(bulk);
        AlertSink sink =
            new ElasticsearchKind()
                .open(
                    new FixedOptions().with(HttpKeys.URL, server.url("")), FixedOptions.place())) {
      assertThat(sink.deliver(List.of(message))).isInstanceOf(Delivery.Delivered.class);
      assertThat(bulk.documents).containsOnlyKeys(message.update().alert().id());
    }
  }

  private static void assertIsAValue(Message message) throws Exception {
    try (RecordingServer server = RecordingServer.start();
        AlertSink sink =
            new WebhookKind()
                .open(
                    new FixedOptions()
                        .with(HttpKeys.URL, server.url("/"))
                        .with(
                            WebhookKind.TEMPLATE,
                            "{\"u\":\"{{entity.user}}\",\"a\":{{alert.json}}}"),
                    FixedOptions.place())) {
      assertThat(sink.deliver(List.of(message))).isInstanceOf(Delivery.Delivered.class);
      Object body = JsonTree.read(server.requests().getFirst().text());
      assertThat(JsonTree.at(body, "a")).isNotNull();
    }
  }
}
