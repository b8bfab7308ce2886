package io.ironpost.alerts.format;

import static io.ironpost.alerts.format.JsonLine.stringsIfAny;
import static io.ironpost.alerts.format.JsonLine.textIfAny;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Technique;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// The Elastic Common Schema, 8.17 (elastic.co/guide/en/ecs); the fields used here mean the same in
/// 9. What it has no field for stands under `ironpost`.
final class Ecs implements AlertFormat {
  static final String WORD = "ecs";

  private static final String SCHEMA_VERSION = "8.17.0";

  private final String productVersion;
  private final Shortening shortening;

  Ecs(String productVersion, int maxBytes) {
    this.productVersion = productVersion;
    this.shortening = new Shortening(maxBytes);
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String mediaType() {
    return JsonLine.MEDIA_TYPE;
  }

  @Override
  public byte[] write(AlertUpdate update) {
    return shortening.fit(
        update,
        cut ->
            JsonLine.of(json -> {
              json.writeStringProperty("@timestamp", update.toldAt().toString());
              json.writeStringProperty("message", cut.update().alert().title());
              object(json, "ecs", () -> json.writeStringProperty("version", SCHEMA_VERSION));
              event(json, cut.update());
              rule(json, cut.update().rule());
              threat(json, cut.update().alert().attack());
              places(json, cut.update());
              people(json, cut.update().alert());
              related(json, cut.update().alert());
              stringsIfAny(json, "tags", cut.update().rule().tags());
              own(json, cut);
            }));
  }

  private static void object(JsonGenerator json, String name, Runnable members) {
    json.writeObjectPropertyStart(name);
    members.run();
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, AlertUpdate update) {
    Alert alert = update.alert();
    json.writeObjectPropertyStart("event");
    json.writeStringProperty("id", update.key());
    json.writeStringProperty("kind", "alert");
    JsonLine.strings(json, "category", List.of("intrusion_detection"));
    JsonLine.strings(
        json,
        "type",
        switch (update.phase()) {
          case OPENED -> List.of("info", "start");
          case UPDATED -> List.of("info", "change");
          case CLOSED -> List.of("info", "end");
        });
    json.writeStringProperty("action", "alert-" + update.phase().word());
    json.writeStringProperty("module", "ironpost");
    json.writeStringProperty("dataset", "ironpost.alert");
    json.writeNumberProperty("severity", Cef.severity(alert.severity()) * 10L);
    json.writeNumberProperty("sequence", update.revision());
    json.writeStringProperty("created", update.toldAt().toString());
    alert.firstSeen().ifPresent(time -> json.writeStringProperty("start", time.toString()));
    alert.lastSeen().ifPresent(time -> json.writeStringProperty("end", time.toString()));
    if (!alert.evidence().isEmpty()) {
      json.writeStringProperty("original", alert.evidence().getFirst().text());
    }
    json.writeEndObject();
    object(json, "log", () -> json.writeStringProperty("level", alert.severity().word()));
  }

  private static void rule(JsonGenerator json, AlertRule rule) {
    json.writeObjectPropertyStart("rule");
    json.writeStringProperty("id", rule.id());
    json.writeStringProperty("name", rule.name().isEmpty() ? rule.title() : rule.name());
    textIfAny(json, "description", rule.description());
    if (!rule.references().isEmpty()) {
      json.writeStringProperty("reference", rule.references().getFirst());
    }
    json.writeEndObject();
  }

  private static void threat(JsonGenerator json, Attack attack) {
    if (attack.tactics().isEmpty() && attack.techniques().isEmpty()) {
      return;
    }
    List<Technique> techniques = attack.techniques();
    json.writeObjectPropertyStart("threat");
    json.writeStringProperty("framework", "MITRE ATT&CK");
    json.writeObjectPropertyStart("tactic");
    stringsIfAny(
        json,
        "id",
        attack.tactics().stream().map(Tactics::id).filter(id -> !id.isEmpty()).toList());
    stringsIfAny(json, "name", attack.tactics().stream().map(Tactics::name).toList());
    json.writeEndObject();
    json.writeObjectPropertyStart("technique");
    stringsIfAny(
        json,
        "id",
        techniques.stream().map(technique -> technique.parent().id()).distinct().toList());
    object(
        json,
        "subtechnique",
        () ->
            stringsIfAny(
                json,
                "id",
                techniques.stream().filter(Technique::isSub).map(Technique::id).toList()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void places(JsonGenerator json, AlertUpdate update) {
    object(
        json,
        "observer",
        () -> {
          json.writeStringProperty("hostname", update.host());
          json.writeStringProperty("product", "Ironpost");
          json.writeStringProperty("vendor", "Ironpost");
          json.writeStringProperty("type", "ids");
          json.writeStringProperty("version", productVersion);
        });
    List<String> hosts = values(update.alert(), "hostname", "Computer");
    String host = hosts.isEmpty() ? update.host() : hosts.getFirst();
    object(
        json,
        "host",
        () -> {
          json.writeStringProperty("name", host);
          json.writeStringProperty("hostname", host);
        });
    object(json, "trace", () -> json.writeStringProperty("id", update.traceId().toString()));
  }

  private static void people(JsonGenerator json, Alert alert) {
    endpoint(json, "source", alert.entity("src_ip"));
    endpoint(json, "destination", alert.entity("dst_ip"));
    first(json, "user", "name", values(alert, "user", "User"));
    first(json, "process", "name", alert.entity("process"));
    first(json, "file", "path", alert.entity("file"));
    first(json, "url", "original", alert.entity("c-uri"));
    first(json, "container", "name", alert.entity("container"));
  }

  /// `address` takes any text, `ip` addresses only.
  private static void endpoint(JsonGenerator json, String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("address", values.getFirst());
    List<String> addresses = AddressText.addressesOf(values);
    if (!addresses.isEmpty()) {
      json.writeStringProperty("ip", addresses.getFirst());
    }
    json.writeEndObject();
  }

  private static void first(JsonGenerator json, String object, String name, List<String> values) {
    if (!values.isEmpty()) {
      object(json, object, () -> json.writeStringProperty(name, values.getFirst()));
    }
  }

  private static void related(JsonGenerator json, Alert alert) {
    List<String> addresses = AddressText.addressesOf(values(alert, "src_ip", "dst_ip"));
    List<String> users = values(alert, "user", "User", "by_user");
    List<String> hosts = values(alert, "hostname", "Computer");
    if (!addresses.isEmpty() || !users.isEmpty() || !hosts.isEmpty()) {
      json.writeObjectPropertyStart("related");
      stringsIfAny(json, "ip", addresses);
      stringsIfAny(json, "user", users);
      stringsIfAny(json, "hosts", hosts);
      json.writeEndObject();
    }
  }

  private static List<String> values(Alert alert, String... entities) {
    Set<String> values = new LinkedHashSet<>();
    for (String entity : entities) {
      values.addAll(alert.entity(entity));
    }
    return List.copyOf(values);
  }

  private static void own(JsonGenerator json, Shortening.Cut cut) {
    AlertUpdate update = cut.update();
    json.writeObjectPropertyStart("ironpost");
    json.writeStringProperty("alert_id", update.alert().id());
    json.writeNumberProperty("revision", update.revision());
    json.writeStringProperty("phase", update.phase().word());
    json.writeNumberProperty("count", update.alert().count());
    textIfAny(json, "group", update.group());
    textIfAny(json, "silenced_by", update.silencedBy());
    json.writeNumberProperty("references", update.references().size() + update.referencesLeftOut());
    // A list of names and one of values, not one field a name: names are chosen by rules, and
    // Elasticsearch stops taking documents at 1,000 fields (index.mapping.total_fields.limit).
    json.writeArrayPropertyStart("entities");
    update
        .alert()
        .entities()
        .forEach((name, values) -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          JsonLine.strings(json, "values", values);
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeArrayPropertyStart("evidence");
    for (Evidence line : update.alert().evidence()) {
      json.writeStartObject();
      json.writeStringProperty("source", line.source());
      json.writeNumberProperty("line", line.lineNumber());
      json.writeNumberProperty("offset", line.byteOffset());
      json.writeStringProperty("text", line.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (cut.isShortened()) {
      json.writeBooleanProperty("shortened", true);
    }
    json.writeEndObject();
  }
}
