package io.ironpost.alerts.format;

import static io.ironpost.alerts.format.JsonLine.strings;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Technique;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Our own form, which says everything: what the spool holds, the API returns and sinks send by
/// default. Its schema is published (`docs/reference/alert-schema.json`).
///
/// Versions: members may be added in any release, and readers pass over those they do not know; a
/// change of meaning or a removal raises the first number of `schema_version`.
public final class NativeJson implements AlertFormat {
  public static final String WORD = "json";
  public static final String SCHEMA_VERSION = "1.0";

  /// An alert has 60 to 200 KB at most, unless an attacker fills every value with characters that
  /// are written as six; the spool takes records up to 1 MiB.
  public static final int MAX_WHOLE_BYTES = 1_000_000;

  private static final Shortening WHOLE = new Shortening(MAX_WHOLE_BYTES);

  private final Shortening shortening;

  /// @param maxBytes longer alerts are shortened to it ([AlertFormats#DEFAULT_MAX_BYTES])
  public NativeJson(int maxBytes) {
    shortening = new Shortening(maxBytes);
  }

  /// The whole alert, as the spool and the history keep it. Only one beyond [#MAX_WHOLE_BYTES] is
  /// shortened.
  public static byte[] whole(AlertUpdate update) {
    return WHOLE.fit(update, NativeJson::bytes);
  }

  /// Reads what was written by this or a later release of the same major version. An alert's rule
  /// (id, name, ATT&CK) is that of its [AlertRule].
  ///
  /// @throws UnreadableAlertException when it is something else
  public static AlertUpdate read(byte[] json) {
    return NativeJsonReader.read(json);
  }

  /// The JSON Schema (draft 2020-12) of what [#write] and [#whole] write.
  public static byte[] schema() {
    try (InputStream in = NativeJson.class.getResourceAsStream("alert-schema.json")) {
      return Objects.requireNonNull(in, "the jar lacks its schema").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own schema cannot be read", e);
    }
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
    return shortening.fit(update, NativeJson::bytes);
  }

  private static byte[] bytes(Shortening.Cut cut) {
    return JsonLine.of(json -> {
      head(json, cut.update());
      rule(json, cut.update().rule());
      tail(json, cut.update());
      if (cut.isShortened()) {
        json.writeBooleanProperty("shortened", true);
      }
    });
  }

  private static void head(JsonGenerator json, AlertUpdate update) {
    Alert alert = update.alert();
    json.writeStringProperty("schema_version", SCHEMA_VERSION);
    json.writeStringProperty("id", alert.id());
    json.writeNumberProperty("revision", update.revision());
    json.writeStringProperty("phase", update.phase().word());
    json.writeStringProperty("told_at", update.toldAt().toString());
    json.writeStringProperty("severity", alert.severity().word());
    json.writeStringProperty("title", alert.title());
    json.writeStringProperty("host", update.host());
    json.writeStringProperty("group", update.group());
    json.writeNumberProperty("count", alert.count());
    time(json, "first_seen", alert.firstSeen());
    time(json, "last_seen", alert.lastSeen());
    json.writeStringProperty("silenced_by", update.silencedBy());
    json.writeStringProperty("trace_id", update.traceId().toString());
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time) {
    time.ifPresentOrElse(
        t -> json.writeStringProperty(name, t.toString()), () -> json.writeNullProperty(name));
  }

  private static void rule(JsonGenerator json, AlertRule rule) {
    json.writeObjectPropertyStart("rule");
    json.writeStringProperty("id", rule.id());
    json.writeStringProperty("name", rule.name());
    json.writeStringProperty("title", rule.title());
    json.writeStringProperty("description", rule.description());
    json.writeStringProperty("severity", rule.severity().word());
    json.writeObjectPropertyStart("attack");
    strings(json, "tactics", rule.attack().tactics());
    strings(json, "techniques", rule.attack().techniques().stream().map(Technique::id).toList());
    json.writeEndObject();
    strings(json, "tags", rule.tags());
    strings(json, "references", rule.references());
    json.writeEndObject();
  }

  private static void tail(JsonGenerator json, AlertUpdate update) {
    json.writeObjectPropertyStart("entities");
    update.alert().entities().forEach((name, values) -> strings(json, wellFormed(name), values));
    json.writeEndObject();
    json.writeArrayPropertyStart("evidence");
    for (Evidence line : update.alert().evidence()) {
      json.writeStartObject();
      place(json, line.source(), line.lineNumber(), line.byteOffset());
      json.writeStringProperty("text", line.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("references");
    for (EvidenceReference line : update.references()) {
      json.writeStartObject();
      place(json, line.source(), line.lineNumber(), line.byteOffset());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("references_left_out", update.referencesLeftOut());
  }

  /// Readers take half a surrogate pair in a text, not in a name.
  private static String wellFormed(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8); // halves become question marks
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void place(JsonGenerator json, String source, long line, long offset) {
    json.writeStringProperty("source", source);
    json.writeNumberProperty("line", line);
    json.writeNumberProperty("offset", offset);
  }
}
