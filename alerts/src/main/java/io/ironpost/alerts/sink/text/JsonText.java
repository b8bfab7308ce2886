package io.ironpost.alerts.sink.text;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Small JSON documents.
///
/// They are written to characters first: the generator for bytes throws on half a surrogate pair,
/// which an attacker can put into a log line (`"\ud800"`), the one for characters does not.
public final class JsonText {
  /// The media type of one document.
  public static final String MEDIA_TYPE = "application/json";

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  public static String write(Consumer<JsonGenerator> document) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      document.accept(json);
    }
    return out.toString();
  }

  public static byte[] bytes(Consumer<JsonGenerator> document) {
    return write(document).getBytes(StandardCharsets.UTF_8);
  }

  /// A text as it stands between the quotes of a JSON string.
  public static String escaped(String text) {
    String quoted = write(json -> json.writeString(text));
    return quoted.substring(1, quoted.length() - 1);
  }

  /// Whether a text of this media type is JSON (`application/json`, `application/x+json`).
  public static boolean isJson(String mediaType) {
    String bare = mediaType.split(";", 2)[0].strip();
    return bare.equals(MEDIA_TYPE) || bare.endsWith("+json");
  }
}
