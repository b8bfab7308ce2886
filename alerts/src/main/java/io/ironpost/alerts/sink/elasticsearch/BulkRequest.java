package io.ironpost.alerts.sink.elasticsearch;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.JsonText;
import io.ironpost.core.alert.AlertUpdate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The lines of a `_bulk` request: what to do, then the document.
///
/// In an index the document's id is the alert's, and its version is the revision (`external`): a
/// later revision takes the place of an earlier one, the same or an older one changes nothing, in
/// whatever order they come. A data stream takes `create` only; there each revision has an id of
/// its own and a second `create` of it is refused.
record BulkRequest(String index, boolean dataStream) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String TIMESTAMP = "@timestamp";

  byte[] write(List<Message> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Message message : messages) {
      out.writeBytes(JsonText.bytes(json -> action(message.update(), json)));
      out.write('\n');
      out.writeBytes(document(message));
      out.write('\n');
    }
    return out.toByteArray();
  }

  private void action(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeObjectPropertyStart(dataStream ? "create" : "index");
    json.writeStringProperty("_index", index);
    json.writeStringProperty("_id", dataStream ? update.key() : update.alert().id());
    if (!dataStream) {
      json.writeNumberProperty("version", update.revision());
      json.writeStringProperty("version_type", "external");
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The alert in the sink's format with the time that every view over documents asks for; a format
  /// that is not JSON becomes the `message`.
  private static byte[] document(Message message) {
    String time = message.update().toldAt().toString();
    if (!JsonText.isJson(message.mediaType())) {
      String text = new String(message.text(), StandardCharsets.UTF_8);
      return JsonText.bytes(json -> {
        json.writeStartObject();
        json.writeStringProperty(TIMESTAMP, time);
        json.writeStringProperty("message", text);
        json.writeEndObject();
      });
    }
    return hasTimestamp(message.text()) ? message.text() : withTimestamp(message.text(), time);
  }

  private static boolean hasTimestamp(byte[] document) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return true;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (json.currentName().equals(TIMESTAMP)) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    } catch (JacksonException _) {
      return true; // no object: as it is, and the receiver says what is wrong with it
    }
  }

  /// `{"a":1}` becomes `{"@timestamp":"…","a":1}`.
  private static byte[] withTimestamp(byte[] document, String time) {
    String text = new String(document, StandardCharsets.UTF_8);
    int open = text.indexOf('{') + 1;
    boolean empty = text.substring(open).stripLeading().startsWith("}");
    String first = "\"" + TIMESTAMP + "\":\"" + time + "\"" + (empty ? "" : ",");
    return (text.substring(0, open) + first + text.substring(open))
        .getBytes(StandardCharsets.UTF_8);
  }
}
