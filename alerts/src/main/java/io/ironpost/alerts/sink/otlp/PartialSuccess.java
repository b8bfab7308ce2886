package io.ironpost.alerts.sink.otlp;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What the answer `{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"…"}}` says. A
/// number of 64 bits may stand there as a string or a number; an answer that says nothing, or is no
/// JSON, means that all went well, for so said the status.
record PartialSuccess(long rejected, String message) {
  private static final JsonFactory JSON = new JsonFactory();

  static PartialSuccess read(byte[] body) {
    long rejected = 0;
    String message = "";
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && name.equals("rejectedLogRecords")) {
          rejected = json.getValueAsLong(0);
        } else if (value.isScalarValue() && name.equals("errorMessage")) {
          message = json.getString();
        }
      }
    } catch (JacksonException _) {
      return new PartialSuccess(0, "");
    }
    return new PartialSuccess(Math.max(0, rejected), message);
  }
}
