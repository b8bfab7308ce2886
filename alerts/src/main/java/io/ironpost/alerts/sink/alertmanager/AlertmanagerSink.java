package io.ironpost.alerts.sink.alertmanager;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.alerts.sink.http.Posting;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.alerts.sink.text.Summary;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Alertmanager's API v2.
///
/// An alert is known by its labels, so they hold what never changes in its life: rule, severity,
/// host and group (by which repeats fold). The same group flaring up again is the same alert firing
/// again, and the number of label sets is that of groups, not of alerts. What grows is annotations.
///
/// Alertmanager ends an alert that is not repeated (`resolve_timeout`, five minutes by default). We
/// tell only what is new, so each telling says until when it holds.
final class AlertmanagerSink implements AlertSink {
  static final String PATH = "/api/v2/alerts";

  /// The attacker chooses the group's values; a label is a key in memory over there.
  private static final int MAX_LABEL_CHARS = 200;

  private static final int MAX_ANNOTATION_CHARS = 1_000;

  private final HttpReceiver receiver;
  private final Duration firingFor;

  AlertmanagerSink(HttpReceiver receiver, Duration firingFor) {
    this.receiver = receiver;
    this.firingFor = firingFor;
  }

  @Override
  public String kind() {
    return AlertmanagerKind.WORD;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    return Posting.together(messages, this::post);
  }

  private Delivery post(List<Message> messages) throws InterruptedException {
    byte[] body =
        JsonText.bytes(json -> {
          json.writeStartArray();
          messages.forEach(message -> write(message.update(), json));
          json.writeEndArray();
        });
    return Posting.byStatus(receiver.post(JsonText.MEDIA_TYPE, Map.of(), body));
  }

  private void write(AlertUpdate update, JsonGenerator json) {
    boolean closed = update.phase() == AlertUpdate.Phase.CLOSED;
    Instant ends = closed ? update.toldAt() : update.toldAt().plus(firingFor);
    json.writeStartObject();
    json.writeObjectPropertyStart("labels");
    labels(update, json);
    json.writeEndObject();
    json.writeObjectPropertyStart("annotations");
    annotations(update, json);
    json.writeEndObject();
    json.writeStringProperty("startsAt", starts(update).toString());
    json.writeStringProperty("endsAt", ends.toString());
    json.writeEndObject();
  }

  /// The log says when it began; a clock that is ahead must not make it end before it starts, which
  /// is refused.
  private static Instant starts(AlertUpdate update) {
    return update
        .alert()
        .firstSeen()
        .filter(first -> first.isBefore(update.toldAt()))
        .orElse(update.toldAt());
  }

  private static void labels(AlertUpdate update, JsonGenerator json) {
    Alert alert = update.alert();
    put(json, "alertname", alert.title(), MAX_LABEL_CHARS);
    put(json, "severity", alert.severity().word(), MAX_LABEL_CHARS);
    put(json, "rule_id", alert.ruleId(), MAX_LABEL_CHARS);
    put(json, "rule", alert.ruleName(), MAX_LABEL_CHARS);
    put(json, "host", update.host(), MAX_LABEL_CHARS);
    put(json, "group", update.group(), MAX_LABEL_CHARS);
  }

  private static void annotations(AlertUpdate update, JsonGenerator json) {
    Alert alert = update.alert();
    put(json, "summary", Summary.headline(update, MAX_LABEL_CHARS), MAX_LABEL_CHARS);
    put(json, "description", update.rule().description(), MAX_ANNOTATION_CHARS);
    put(json, "alert_id", alert.id(), MAX_LABEL_CHARS);
    put(json, "revision", String.valueOf(update.revision()), MAX_LABEL_CHARS);
    put(json, "trace_id", update.traceId().toString(), MAX_LABEL_CHARS);
    put(json, "count", String.valueOf(alert.count()), MAX_LABEL_CHARS);
    put(json, "first_seen", Summary.firstSeen(alert), MAX_LABEL_CHARS);
    put(json, "last_seen", Summary.lastSeen(alert), MAX_LABEL_CHARS);
    put(json, "attack", Summary.attack(alert), MAX_LABEL_CHARS);
    put(json, "evidence", Summary.evidence(alert, MAX_ANNOTATION_CHARS), MAX_ANNOTATION_CHARS);
    alert
        .entities()
        .forEach((name, values) ->
            put(json, "entity_" + word(name), Summary.values(values), MAX_ANNOTATION_CHARS));
    put(json, "references", String.join(" ", update.rule().references()), MAX_ANNOTATION_CHARS);
  }

  /// Alertmanager takes away labels without a value; so do we, and send fewer bytes.
  private static void put(JsonGenerator json, String name, String value, int maxChars) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, Visible.line(value, maxChars));
    }
  }

  /// A name as Prometheus allows it: `[a-zA-Z_][a-zA-Z0-9_]*`.
  private static String word(String name) {
    return name.replaceAll("[^0-9A-Za-z_]", "_");
  }

  @Override
  public void close() {
    receiver.close();
  }
}
