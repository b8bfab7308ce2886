package io.ironpost.alerts.sink.webhook;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a place in a template stands for. What an alert does not have is empty.
///
/// @param isJson whether the value is a JSON value by itself, which goes without quotes around it
record Field(boolean isJson, Function<Message, String> get) {
  private static final String ENTITY = "entity.";
  private static final Map<String, Field> FIELDS = fields();

  static Optional<Field> of(String name) {
    if (name.startsWith(ENTITY) && name.length() > ENTITY.length()) {
      String entity = name.substring(ENTITY.length());
      return Optional.of(text(update -> String.join(", ", update.alert().entity(entity))));
    }
    return Optional.ofNullable(FIELDS.get(name));
  }

  String value(Message message) {
    return get.apply(message);
  }

  /// All names, for whoever misspelled one.
  static String known() {
    return String.join(", ", FIELDS.keySet()) + ", entity.<name>";
  }

  private static Map<String, Field> fields() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("title", text(update -> update.alert().title()));
    fields.put("severity", text(update -> update.alert().severity().word()));
    fields.put("phase", text(update -> update.phase().word()));
    fields.put("count", text(update -> String.valueOf(update.alert().count())));
    fields.put("first_seen", text(update -> time(update.alert().firstSeen())));
    fields.put("last_seen", text(update -> time(update.alert().lastSeen())));
    fields.put("told_at", text(update -> update.toldAt().toString()));
    fields.put("host", text(AlertUpdate::host));
    fields.put("group", text(AlertUpdate::group));
    fields.put("trace_id", text(update -> update.traceId().toString()));
    fields.put("revision", text(update -> String.valueOf(update.revision())));
    fields.put("tactics", text(update -> String.join(", ", update.alert().attack().tactics())));
    fields.put("techniques", text(update -> joined(update.alert().attack().techniques())));
    fields.put("evidence", text(update -> evidence(update.alert().evidence())));
    fields.put("rule.id", text(update -> update.rule().id()));
    fields.put("rule.name", text(update -> update.rule().name()));
    fields.put("rule.description", text(update -> update.rule().description()));
    fields.put("rule.tags", text(update -> String.join(", ", update.rule().tags())));
    fields.put("rule.references", text(update -> String.join(", ", update.rule().references())));
    fields.put("alert.id", text(update -> update.alert().id()));
    fields.put("alert.key", text(AlertUpdate::key));
    fields.put("alert.json", new Field(true, Field::json));
    return fields;
  }

  private static Field text(Function<AlertUpdate, String> get) {
    return new Field(false, message -> get.apply(message.update()));
  }

  /// The alert in the sink's format; a format that is not JSON becomes a JSON string.
  private static String json(Message message) {
    String text = new String(message.text(), StandardCharsets.UTF_8);
    return JsonText.isJson(message.mediaType()) ? text : JsonText.write(j -> j.writeString(text));
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  private static String joined(List<?> parts) {
    return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /// The newest line that proves the alert.
  private static String evidence(List<Evidence> lines) {
    return lines.isEmpty() ? "" : lines.getLast().text();
  }
}
