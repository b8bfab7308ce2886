package io.ironpost.alerts.sink.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.core.alert.AlertUpdate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerSinkTest {
  private static Object sent(AlertUpdate... updates) throws Exception {
    try (RecordingServer server = RecordingServer.start();
        AlertSink sink =
            new AlertmanagerKind()
                .open(
                    new FixedOptions().with(HttpKeys.URL, server.url("/am/")),
                    FixedOptions.place())) {
      assertThat(sink.deliver(List.of(updates).stream().map(SampleAlerts::json).toList()))
          .isInstanceOf(Delivery.Delivered.class);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst().path()).isEqualTo("/am/api/v2/alerts");
      return JsonTree.read(server.requests().getFirst().text());
    }
  }

  @Test
  void labels_are_what_never_changes_and_the_rest_is_annotations() throws Exception {
    AlertUpdate grown = SampleAlerts.update(1, 2, AlertUpdate.Phase.UPDATED, "other", "more");
    Object alerts = sent(SampleAlerts.opened(1), grown);
    assertThat(JsonTree.at(alerts, "0.labels"))
        .isEqualTo(
            Map.of(
                "alertname", "SSH brute force",
                "severity", "high",
                "rule_id", "5d8fd484-61ab-4d25-a0e1-000000000001",
                "rule", "ssh_brute_force",
                "host", "web-1",
                "group", "src_ip=203.0.113.9"))
        .isEqualTo(JsonTree.at(alerts, "1.labels"));
    assertThat(JsonTree.at(alerts, "1.annotations.entity_user")).isEqualTo("other, b, c, +2");
    assertThat(JsonTree.at(alerts, "1.annotations.revision")).isEqualTo("2");
    assertThat(JsonTree.at(alerts, "0.startsAt")).isEqualTo("2026-03-01T09:59:00Z");
    assertThat(JsonTree.at(alerts, "0.endsAt")).isEqualTo("2026-03-01T16:00:05Z");
  }

  @Test
  void a_closed_alert_ends_when_it_was_told() throws Exception {
    Object alerts = sent(SampleAlerts.update(1, 3, AlertUpdate.Phase.CLOSED, "root", "x"));
    assertThat(JsonTree.at(alerts, "0.endsAt")).isEqualTo("2026-03-01T10:00:05Z");
  }

  @Test
  void the_attackers_text_is_one_harmless_line() throws Exception {
    assertThat(JsonTree.texts(sent(SampleAlerts.hostile())))
        .allSatisfy(text -> assertThat(text).doesNotContain("\n", "\r", "\u202e", "\u0000"));
  }
}
