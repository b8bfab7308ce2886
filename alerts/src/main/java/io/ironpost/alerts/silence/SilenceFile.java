package io.ironpost.alerts.silence;

import io.ironpost.alerts.format.JsonLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The form in which silences are kept: a JSON object with their list. Matchers are in the form
/// that users write.
final class SilenceFile {
  private static final int VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private SilenceFile() {}

  static byte[] write(List<SilenceStatus> silences) {
    return JsonLine.of(json -> {
      json.writeNumberProperty("version", VERSION);
      json.writeArrayPropertyStart("silences");
      silences.forEach(silence -> write(json, silence));
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, SilenceStatus status) {
    Silence silence = status.silence();
    json.writeStartObject();
    json.writeStringProperty("id", silence.id());
    json.writeArrayPropertyStart("matchers");
    silence.matchers().forEach(matcher -> json.writeString(matcher.text()));
    json.writeEndArray();
    json.writeStringProperty("reason", silence.reason());
    json.writeStringProperty("owner", silence.owner());
    json.writeStringProperty("created_at", silence.createdAt().toString());
    json.writeStringProperty("expires_at", silence.expiresAt().toString());
    json.writeNumberProperty("matches", status.matches());
    status.lastMatch().ifPresent(t -> json.writeStringProperty("last_match", t.toString()));
    json.writeEndObject();
  }

  /// @throws UnreadableSilencesException when it is something else
  static List<SilenceStatus> read(byte[] bytes) {
    List<SilenceStatus> silences = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("silences")) {
          expect(json, value, JsonToken.START_ARRAY);
          while (json.nextToken() != JsonToken.END_ARRAY) {
            silences.add(new OneSilence(json).read());
          }
        } else if (name.equals("version") && json.getIntValue() != VERSION) {
          throw new IllegalArgumentException("they are of version " + json.getIntValue());
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new UnreadableSilencesException(e);
    }
    return silences;
  }

  private static void expect(JsonParser json, JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          "%s where %s belongs, at %s"
              .formatted(found, wanted, json.currentTokenLocation().offsetDescription()));
    }
  }

  private static final class OneSilence {
    private final JsonParser json;
    private String id = "";
    private final List<Matcher> matchers = new ArrayList<>();
    private String reason = "";
    private String owner = "";
    private Instant createdAt = Instant.EPOCH;
    private Instant expiresAt = Instant.EPOCH;
    private long matches;
    private Optional<Instant> lastMatch = Optional.empty();

    OneSilence(JsonParser json) {
      this.json = json;
    }

    SilenceStatus read() {
      expect(json, json.currentToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        member(name);
      }
      Silence silence = new Silence(id, matchers, reason, owner, createdAt, expiresAt);
      return new SilenceStatus(silence, matches, lastMatch);
    }

    private void member(String name) {
      switch (name) {
        case "id" -> id = text();
        case "matchers" -> matchers();
        case "reason" -> reason = text();
        case "owner" -> owner = text();
        case "created_at" -> createdAt = Instant.parse(text());
        case "expires_at" -> expiresAt = Instant.parse(text());
        case "matches" -> matches = json.getLongValue();
        case "last_match" -> lastMatch = Optional.of(Instant.parse(text()));
        default -> json.skipChildren();
      }
    }

    private void matchers() {
      expect(json, json.currentToken(), JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String text = text();
        matchers.add(
            Matcher.of(text)
                .orElseThrow(() -> new IllegalArgumentException("no matcher: " + text)));
      }
    }

    private String text() {
      expect(json, json.currentToken(), JsonToken.VALUE_STRING);
      return json.getString();
    }
  }
}
