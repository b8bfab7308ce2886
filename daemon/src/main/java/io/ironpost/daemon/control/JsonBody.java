package io.ironpost.daemon.control;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes answers. Everything beyond ASCII is escaped: answers hold the attacker's text, and an
/// operator looks at them with curl on a terminal.
final class JsonBody {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonBody() {}

  /// An object with the properties that are written.
  static byte[] of(Consumer<JsonGenerator> properties) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      properties.accept(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// A property with an object for each item.
  static <T> void objects(
      JsonGenerator json, String name, Collection<T> items, BiConsumer<JsonGenerator, T> writer) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      writer.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void object(JsonGenerator json, String name, Runnable properties) {
    json.writeObjectPropertyStart(name);
    properties.run();
    json.writeEndObject();
  }

  static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
