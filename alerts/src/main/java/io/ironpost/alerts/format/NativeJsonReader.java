package io.ironpost.alerts.format;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.alert.Technique;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads native JSON back. Members may stand in any order; unknown ones are passed over.
final class NativeJsonReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String OUR_MAJOR = majorOf(NativeJson.SCHEMA_VERSION);

  private final JsonParser json;

  private String version = "";
  private String id = "";
  private int revision;
  private Phase phase = Phase.OPENED;
  private Instant toldAt = Instant.EPOCH;
  private @Nullable Severity severity;
  private String title = "";
  private String host = "";
  private String group = "";
  private long count;
  private Optional<Instant> firstSeen = Optional.empty();
  private Optional<Instant> lastSeen = Optional.empty();
  private String silencedBy = "";
  private UUID traceId = new UUID(0, 0);
  private @Nullable AlertRule rule;
  private final Map<String, List<String>> entities = new LinkedHashMap<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<EvidenceReference> references = new ArrayList<>();
  private long referencesLeftOut;

  private NativeJsonReader(JsonParser json) {
    this.json = json;
  }

  static AlertUpdate read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableAlertException("it is no JSON object");
      }
      return new NativeJsonReader(json).read();
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new UnreadableAlertException(String.valueOf(e.getMessage()), e);
    }
  }

  private AlertUpdate read() {
    members(this::member);
    if (!majorOf(version).equals(OUR_MAJOR)) {
      throw new UnreadableAlertException(
          "its schema is version '%s', this program reads %s.x".formatted(version, OUR_MAJOR));
    }
    if (rule == null || severity == null) {
      throw new UnreadableAlertException("it has no rule or no severity");
    }
    Alert alert =
        new Alert(
            id,
            rule.id(),
            rule.name(),
            title,
            severity,
            rule.attack(),
            firstSeen,
            lastSeen,
            count,
            entities,
            evidence);
    return new AlertUpdate(
        alert,
        rule,
        traceId,
        revision,
        phase,
        toldAt,
        host,
        group,
        silencedBy,
        references,
        referencesLeftOut);
  }

  private static String majorOf(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  private void member(String name) {
    switch (name) {
      case "schema_version" -> version = text();
      case "id" -> id = text();
      case "revision" -> revision = json.getIntValue();
      case "phase" -> phase = phase(text());
      case "told_at" -> toldAt = Instant.parse(text());
      case "severity" -> severity = severity(text());
      case "title" -> title = text();
      case "host" -> host = text();
      case "group" -> group = text();
      case "count" -> count = json.getLongValue();
      case "first_seen" -> firstSeen = time();
      case "last_seen" -> lastSeen = time();
      case "silenced_by" -> silencedBy = text();
      case "trace_id" -> traceId = UUID.fromString(text());
      case "rule" -> rule = new RuleReader().read();
      case "entities" -> members(entity -> entities.put(entity, texts()));
      case "evidence" -> items(() -> evidence.add(new LineReader().read().evidence()));
      case "references" -> items(() -> references.add(new LineReader().read().reference()));
      case "references_left_out" -> referencesLeftOut = json.getLongValue();
      default -> json.skipChildren();
    }
  }

  /// Hands over the name of each member, the parser standing at its value.
  private void members(Consumer<String> member) {
    expect(JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      member.accept(name);
    }
  }

  private void items(Runnable item) {
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item.run();
    }
  }

  private void expect(JsonToken token) {
    if (json.currentToken() != token) {
      throw new UnreadableAlertException(
          "%s where %s belongs".formatted(json.currentToken(), token));
    }
  }

  private String text() {
    expect(JsonToken.VALUE_STRING);
    return json.getString();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    items(() -> texts.add(text()));
    return texts;
  }

  private Optional<Instant> time() {
    return json.currentToken() == JsonToken.VALUE_NULL
        ? Optional.empty()
        : Optional.of(Instant.parse(text()));
  }

  private static Phase phase(String word) {
    for (Phase phase : Phase.values()) {
      if (phase.word().equals(word)) {
        return phase;
      }
    }
    throw new UnreadableAlertException("its phase is '" + word + "'");
  }

  private static Severity severity(String word) {
    return Severity.of(word)
        .orElseThrow(() -> new UnreadableAlertException("its severity is '" + word + "'"));
  }

  private final class RuleReader {
    private String id = "";
    private String name = "";
    private String title = "";
    private String description = "";
    private Severity severity = Severity.INFORMATIONAL;
    private List<String> tactics = List.of();
    private final List<Technique> techniques = new ArrayList<>();
    private List<String> tags = List.of();
    private List<String> references = List.of();

    AlertRule read() {
      members(this::member);
      Attack attack = new Attack(tactics, techniques);
      return new AlertRule(id, name, title, description, severity, attack, tags, references);
    }

    private void member(String member) {
      switch (member) {
        case "id" -> id = text();
        case "name" -> name = text();
        case "title" -> title = text();
        case "description" -> description = text();
        case "severity" -> severity = severity(text());
        case "attack" -> members(this::attack);
        case "tags" -> tags = texts();
        case "references" -> references = texts();
        default -> json.skipChildren();
      }
    }

    private void attack(String member) {
      switch (member) {
        case "tactics" -> tactics = texts();
        case "techniques" -> items(() -> techniques.add(new Technique(text())));
        default -> json.skipChildren();
      }
    }
  }

  private final class LineReader {
    private String source = "";
    private long line;
    private long offset;
    private String text = "";

    LineReader read() {
      members(this::member);
      return this;
    }

    private void member(String name) {
      switch (name) {
        case "source" -> source = text();
        case "line" -> line = json.getLongValue();
        case "offset" -> offset = json.getLongValue();
        case "text" -> text = NativeJsonReader.this.text();
        default -> json.skipChildren();
      }
    }

    Evidence evidence() {
      return new Evidence(source, line, offset, text);
    }

    EvidenceReference reference() {
      return new EvidenceReference(source, line, offset);
    }
  }
}
