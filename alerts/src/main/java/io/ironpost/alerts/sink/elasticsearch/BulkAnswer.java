package io.ironpost.alerts.sink.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What `_bulk` answered: an outcome for each document, in order.
///
/// `{"errors":true,"items":[{"index":{"status":400,"error":{"type":"…","reason":"…"}}}]}`
record BulkAnswer(List<Item> items) {
  private static final JsonFactory JSON = new JsonFactory();

  /// @param error type and reason; empty when there is none
  record Item(int status, String error) {}

  /// Empty when it is not such an answer, or not all of it.
  static Optional<BulkAnswer> read(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      List<Item> items = new ArrayList<>();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean ours = json.currentName().equals("items");
        if (json.nextToken() == JsonToken.START_ARRAY && ours) {
          readItems(json, items);
        } else {
          json.skipChildren();
        }
      }
      return Optional.of(new BulkAnswer(List.copyOf(items)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// Each item is an object of one property, named by what was done.
  private static void readItems(JsonParser json, List<Item> items) {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      int status = 0;
      String error = "";
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (name.equals("status")) {
            status = json.getValueAsInt(0);
          } else if (name.equals("error")) {
            error = value == JsonToken.START_OBJECT ? readError(json) : json.getString();
          } else {
            json.skipChildren();
          }
        }
      }
      items.add(new Item(status, error));
    }
  }

  private static String readError(JsonParser json) {
    String type = "";
    String reason = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("type")) {
        type = json.getString();
      } else if (value == JsonToken.VALUE_STRING && name.equals("reason")) {
        reason = json.getString();
      } else {
        json.skipChildren();
      }
    }
    return type + ": " + reason;
  }
}
