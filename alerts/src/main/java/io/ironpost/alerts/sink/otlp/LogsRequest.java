package io.ironpost.alerts.sink.otlp;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/// Writes an ExportLogsServiceRequest as JSON (opentelemetry-proto, logs/v1/logs.proto): 64-bit
/// numbers are strings, trace ids are hexadecimal.
///
/// @param resource more attributes, each `name=value`
record LogsRequest(String serviceName, String host, List<String> resource) {
  byte[] write(List<Message> messages) {
    return JsonText.bytes(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("resourceLogs");
      json.writeStartObject();
      resource(json);
      json.writeArrayPropertyStart("scopeLogs");
      json.writeStartObject();
      json.writeObjectPropertyStart("scope");
      json.writeStringProperty("name", "io.ironpost.alerts");
      json.writeEndObject();
      json.writeArrayPropertyStart("logRecords");
      messages.forEach(message -> logRecord(message, json));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private void resource(JsonGenerator json) {
    json.writeObjectPropertyStart("resource");
    json.writeArrayPropertyStart("attributes");
    text(json, "service.name", serviceName);
    text(json, "host.name", host);
    for (String pair : resource) {
      int equals = pair.indexOf('=');
      text(json, pair.substring(0, equals), pair.substring(equals + 1));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void logRecord(Message message, JsonGenerator json) {
    AlertUpdate update = message.update();
    Alert alert = update.alert();
    json.writeStartObject();
    json.writeStringProperty("timeUnixNano", nanos(alert.lastSeen().orElse(update.toldAt())));
    json.writeStringProperty("observedTimeUnixNano", nanos(update.toldAt()));
    json.writeNumberProperty("severityNumber", severity(alert.severity()));
    json.writeStringProperty("severityText", alert.severity().word());
    json.writeStringProperty("eventName", "ironpost.alert");
    json.writeObjectPropertyStart("body");
    json.writeStringProperty("stringValue", new String(message.text(), StandardCharsets.UTF_8));
    json.writeEndObject();
    json.writeArrayPropertyStart("attributes");
    attributes(update, json);
    json.writeEndArray();
    json.writeStringProperty("traceId", update.traceId().toString().replace("-", ""));
    json.writeEndObject();
  }

  private static void attributes(AlertUpdate update, JsonGenerator json) {
    Alert alert = update.alert();
    text(json, "ironpost.alert.id", alert.id());
    text(json, "ironpost.alert.key", update.key());
    whole(json, "ironpost.alert.revision", update.revision());
    text(json, "ironpost.alert.phase", update.phase().word());
    text(json, "ironpost.alert.title", alert.title());
    whole(json, "ironpost.alert.count", alert.count());
    text(json, "ironpost.alert.group", update.group());
    text(json, "ironpost.rule.id", alert.ruleId());
    text(json, "ironpost.rule.name", alert.ruleName());
    list(json, "ironpost.attack.tactics", alert.attack().tactics());
    list(
        json,
        "ironpost.attack.techniques",
        alert.attack().techniques().stream().map(Object::toString).toList());
    alert.entities().forEach((name, values) -> list(json, "ironpost.entity." + name, values));
  }

  /// The first of each range of OpenTelemetry's numbers, INFO to FATAL; `low` begins at WARN.
  private static int severity(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 9;
      case LOW -> 13;
      case MEDIUM -> 14;
      case HIGH -> 17;
      case CRITICAL -> 21;
    };
  }

  /// Nanoseconds since 1970, which a `fixed64` of the protocol holds from 1970 to 2554.
  private static String nanos(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return "0";
    }
    long seconds = Math.min(time.getEpochSecond(), Long.MAX_VALUE / TimeUnit.SECONDS.toNanos(2));
    return String.valueOf(TimeUnit.SECONDS.toNanos(seconds) + time.getNano());
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      begin(json, name);
      json.writeStringProperty("stringValue", value);
      end(json);
    }
  }

  private static void whole(JsonGenerator json, String name, long value) {
    begin(json, name);
    json.writeStringProperty("intValue", String.valueOf(value));
    end(json);
  }

  private static void list(JsonGenerator json, String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    begin(json, name);
    json.writeObjectPropertyStart("arrayValue");
    json.writeArrayPropertyStart("values");
    for (String value : values) {
      json.writeStartObject();
      json.writeStringProperty("stringValue", value);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    end(json);
  }

  private static void begin(JsonGenerator json, String name) {
    json.writeStartObject();
    json.writeStringProperty("key", name);
    json.writeObjectPropertyStart("value");
  }

  private static void end(JsonGenerator json) {
    json.writeEndObject();
    json.writeEndObject();
  }
}
