package io.ironpost.alerts.format;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON object on one line, safe on a terminal ([VisibleEscapes]).
///
/// It goes through characters: Jackson's generator for bytes looks at surrogates before it asks for
/// escapes, and refuses half a pair.
public final class JsonLine {
  public static final String MEDIA_TYPE = "application/json";

  private static final JsonFactory JSON =
      JsonFactory.builder().characterEscapes(new VisibleEscapes()).build();

  private static final int FIRST_CHARS = 2_048;

  private JsonLine() {}

  public static byte[] of(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter(FIRST_CHARS);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static void strings(JsonGenerator json, String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /// Nothing when there are none.
  static void stringsIfAny(JsonGenerator json, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      strings(json, name, values);
    }
  }

  /// Nothing when it is empty.
  static void textIfAny(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
  }
}
