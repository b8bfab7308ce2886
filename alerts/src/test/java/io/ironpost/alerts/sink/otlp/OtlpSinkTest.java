package io.ironpost.alerts.sink.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.alerts.sink.http.RecordingServer.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSinkTest {
  private static Delivery deliver(RecordingServer server, List<Message> messages) throws Exception {
    FixedOptions options =
        new FixedOptions()
            .with(HttpKeys.URL, server.url(""))
            .with(OtlpKind.RESOURCE, List.of("deployment.environment=test"));
    try (AlertSink sink = new OtlpKind().open(options, FixedOptions.place())) {
      return sink.deliver(messages);
    }
  }

  @Test
  void a_record_carries_the_alert_as_body_and_its_parts_as_attributes() throws Exception {
    try (RecordingServer server = RecordingServer.start().then(Reply.of(200, "{}"))) {
      Message message = SampleAlerts.cef(SampleAlerts.hostile());
      assertThat(deliver(server, List.of(message))).isInstanceOf(Delivery.Delivered.class);
      assertThat(server.requests().getFirst().path()).isEqualTo("/v1/logs");
      Object logs =
          JsonTree.at(JsonTree.read(server.requests().getFirst().text()), "resourceLogs.0");
      assertThat(JsonTree.at(logs, "resource.attributes.2"))
          .isEqualTo(
              Map.of("key", "deployment.environment", "value", Map.of("stringValue", "test")));
      Object told = JsonTree.at(logs, "scopeLogs.0.logRecords.0");
      assertThat(JsonTree.at(told, "timeUnixNano")).isEqualTo("1772359200000000000");
      assertThat(JsonTree.at(told, "observedTimeUnixNano")).isEqualTo("1772359205000000000");
      assertThat(JsonTree.at(told, "severityNumber")).isEqualTo(17L);
      assertThat(JsonTree.at(told, "body.stringValue")).isEqualTo(SampleAlerts.line(message));
      assertThat(JsonTree.at(told, "traceId")).isEqualTo("00112233445576778899aabbccddeeff");
      assertThat(JsonTree.at(told, "attributes.0.value.stringValue"))
          .isEqualTo(message.update().alert().id());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"too\\nlong\"}}; 0",
        "{\"partialSuccess\":{\"rejectedLogRecords\":3}}; 0",
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"99\"}}; 0",
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"0\",\"errorMessage\":\"a warning\"}}; -1",
        "{\"partialSuccess\":{}}; -1",
        "no json; -1",
        "{; -1",
      })
  void what_was_rejected_is_not_sent_again(String answer, int taken) throws Exception {
    try (RecordingServer server = RecordingServer.start().then(Reply.of(200, answer))) {
      Delivery delivery = deliver(server, SampleAlerts.messages(1, 3));
      if (taken < 0) {
        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
      } else {
        assertThat(delivery)
            .isInstanceOfSatisfying(
                Delivery.Refused.class, refused -> assertThat(refused.taken()).isEqualTo(taken));
      }
    }
  }
}
