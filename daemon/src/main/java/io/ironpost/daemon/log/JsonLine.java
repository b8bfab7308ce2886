package io.ironpost.daemon.log;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// One JSON object a line, for machines. Everything beyond ASCII is escaped, for it is read on
/// terminals too.
final class JsonLine implements LineWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public byte[] write(LogEntry entry) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", entry.time().toString());
      json.writeStringProperty("level", entry.level());
      json.writeStringProperty("logger", entry.logger());
      json.writeStringProperty("module", entry.module());
      json.writeStringProperty("message", entry.message());
      if (!entry.traceId().isEmpty()) {
        json.writeStringProperty("traceId", entry.traceId());
      }
      if (!entry.fields().isEmpty()) {
        json.writeObjectPropertyStart("fields"); // apart, so that none can pass for one above
        entry.fields().forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      if (!entry.error().isEmpty()) {
        json.writeStringProperty("error", entry.error());
      }
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }
}
