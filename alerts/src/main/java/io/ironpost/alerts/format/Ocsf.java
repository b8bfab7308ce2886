package io.ironpost.alerts.format;

import static io.ironpost.alerts.format.JsonLine.textIfAny;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Technique;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// OCSF 1.4 Detection Finding, class 2004 of category 2 (schema.ocsf.io). An alert's revisions are
/// the activities Create, Update and Close of one finding; times are milliseconds since 1970.
final class Ocsf implements AlertFormat {
  static final String WORD = "ocsf";

  private static final String SCHEMA_VERSION = "1.4.0";
  private static final int CLASS = 2004;
  private static final int CATEGORY = 2;
  private static final int STATUS_SUPPRESSED = 3;
  private static final int ANALYTIC_IS_RULE = 1;

  private record Observable(int typeId, String type, String name) {}

  private static final Observable OTHER = new Observable(99, "Other", "");

  /// What our entities are in the list of observable types.
  private static final Map<String, Observable> OBSERVABLES =
      Map.ofEntries(
          Map.entry("src_ip", new Observable(2, "IP Address", "evidences[].src_endpoint.ip")),
          Map.entry("dst_ip", new Observable(2, "IP Address", "evidences[].dst_endpoint.ip")),
          Map.entry("dst_port", new Observable(11, "Port", "evidences[].dst_endpoint.port")),
          Map.entry("user", new Observable(4, "User Name", "evidences[].user.name")),
          Map.entry("User", new Observable(4, "User Name", "evidences[].user.name")),
          Map.entry("by_user", new Observable(4, "User Name", "evidences[].actor.user.name")),
          Map.entry("hostname", new Observable(1, "Hostname", "device.hostname")),
          Map.entry("Computer", new Observable(1, "Hostname", "device.hostname")),
          Map.entry("process", new Observable(9, "Process Name", "evidences[].process.name")),
          Map.entry("Image", new Observable(9, "Process Name", "evidences[].process.name")),
          Map.entry("file", new Observable(7, "File Name", "evidences[].file.name")),
          Map.entry("c-uri", new Observable(6, "URL String", "evidences[].url.url_string")));

  private final String productVersion;
  private final Shortening shortening;

  Ocsf(String productVersion, int maxBytes) {
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
              head(json, cut.update());
              metadata(json, cut.update());
              finding(json, cut.update());
              evidences(json, cut.update().alert());
              observables(json, cut.update().alert());
              unmapped(json, cut);
            }));
  }

  private static void head(JsonGenerator json, AlertUpdate update) {
    Alert alert = update.alert();
    int activity =
        switch (update.phase()) {
          case OPENED -> 1;
          case UPDATED -> 2;
          case CLOSED -> 3;
        };
    json.writeNumberProperty("class_uid", CLASS);
    json.writeStringProperty("class_name", "Detection Finding");
    json.writeNumberProperty("category_uid", CATEGORY);
    json.writeStringProperty("category_name", "Findings");
    json.writeNumberProperty("type_uid", CLASS * 100L + activity);
    json.writeNumberProperty("activity_id", activity);
    json.writeStringProperty(
        "activity_name", List.of("Create", "Update", "Close").get(activity - 1));
    json.writeNumberProperty("time", update.toldAt().toEpochMilli());
    alert.firstSeen().ifPresent(t -> json.writeNumberProperty("start_time", t.toEpochMilli()));
    alert.lastSeen().ifPresent(t -> json.writeNumberProperty("end_time", t.toEpochMilli()));
    json.writeNumberProperty("count", alert.count());
    json.writeNumberProperty("severity_id", alert.severity().ordinal() + 1);
    json.writeStringProperty("severity", Tactics.name(alert.severity().word()));
    status(json, update);
    json.writeBooleanProperty("is_alert", update.silencedBy().isEmpty());
    json.writeStringProperty("message", alert.title());
    json.writeObjectPropertyStart("device");
    json.writeNumberProperty("type_id", 0);
    json.writeStringProperty("hostname", update.host());
    json.writeEndObject();
  }

  /// 1 New, 2 In Progress, 3 Suppressed, 4 Resolved. A closed alert is not resolved: nobody looked.
  private static void status(JsonGenerator json, AlertUpdate update) {
    boolean isSilenced = !update.silencedBy().isEmpty();
    json.writeNumberProperty("status_id", isSilenced ? STATUS_SUPPRESSED : 1);
    json.writeStringProperty("status", isSilenced ? "Suppressed" : "New");
  }

  private void metadata(JsonGenerator json, AlertUpdate update) {
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("version", SCHEMA_VERSION);
    json.writeStringProperty("uid", update.key());
    json.writeStringProperty("correlation_uid", update.traceId().toString());
    json.writeNumberProperty("sequence", update.revision());
    json.writeNumberProperty("logged_time", update.toldAt().toEpochMilli());
    JsonLine.strings(json, "profiles", List.of("host"));
    json.writeObjectPropertyStart("product");
    json.writeStringProperty("name", "Ironpost");
    json.writeStringProperty("vendor_name", "Ironpost");
    json.writeStringProperty("version", productVersion);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, AlertUpdate update) {
    Alert alert = update.alert();
    AlertRule rule = update.rule();
    json.writeObjectPropertyStart("finding_info");
    json.writeStringProperty("uid", alert.id());
    json.writeStringProperty("title", alert.title());
    textIfAny(json, "desc", rule.description());
    alert.firstSeen().ifPresent(t -> json.writeNumberProperty("first_seen_time", t.toEpochMilli()));
    alert.lastSeen().ifPresent(t -> json.writeNumberProperty("last_seen_time", t.toEpochMilli()));
    json.writeNumberProperty("modified_time", update.toldAt().toEpochMilli());
    if (!rule.references().isEmpty()) {
      json.writeStringProperty("src_url", rule.references().getFirst());
    }
    JsonLine.stringsIfAny(json, "types", rule.tags());
    json.writeObjectPropertyStart("analytic");
    json.writeNumberProperty("type_id", ANALYTIC_IS_RULE);
    json.writeStringProperty("type", "Rule");
    json.writeStringProperty("uid", rule.id());
    json.writeStringProperty("name", alert.rule());
    json.writeEndObject();
    attacks(json, alert.attack());
    json.writeEndObject();
  }

  /// Tags do not say which technique belongs to which tactic, so each stands by itself.
  private static void attacks(JsonGenerator json, Attack attack) {
    if (attack.tactics().isEmpty() && attack.techniques().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("attacks");
    for (String tactic : attack.tactics()) {
      json.writeStartObject();
      json.writeObjectPropertyStart("tactic");
      textIfAny(json, "uid", Tactics.id(tactic));
      json.writeStringProperty("name", Tactics.name(tactic));
      json.writeEndObject();
      json.writeEndObject();
    }
    for (Technique technique : attack.techniques()) {
      json.writeStartObject();
      technique(json, "technique", technique.parent());
      if (technique.isSub()) {
        technique(json, "sub_technique", technique);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void technique(JsonGenerator json, String name, Technique technique) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("uid", technique.id());
    json.writeEndObject();
  }

  private static void evidences(JsonGenerator json, Alert alert) {
    json.writeArrayPropertyStart("evidences");
    for (Evidence line : alert.evidence()) {
      json.writeStartObject();
      json.writeObjectPropertyStart("data");
      json.writeStringProperty("text", line.text());
      json.writeStringProperty("source", line.source());
      json.writeNumberProperty("line", line.lineNumber());
      json.writeNumberProperty("offset", line.byteOffset());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void observables(JsonGenerator json, Alert alert) {
    json.writeArrayPropertyStart("observables");
    alert
        .entities()
        .forEach((name, values) -> {
          Observable known = OBSERVABLES.getOrDefault(name, OTHER);
          for (String value : values) {
            json.writeStartObject();
            json.writeStringProperty("name", known.name().isEmpty() ? name : known.name());
            json.writeNumberProperty("type_id", known.typeId());
            json.writeStringProperty("type", known.type());
            json.writeStringProperty("value", value);
            json.writeEndObject();
          }
        });
    json.writeEndArray();
  }

  private static void unmapped(JsonGenerator json, Shortening.Cut cut) {
    AlertUpdate update = cut.update();
    json.writeObjectPropertyStart("unmapped");
    textIfAny(json, "group", update.group());
    textIfAny(json, "silenced_by", update.silencedBy());
    json.writeNumberProperty("references", update.references().size() + update.referencesLeftOut());
    if (cut.isShortened()) {
      json.writeBooleanProperty("shortened", true);
    }
    json.writeEndObject();
  }
}
