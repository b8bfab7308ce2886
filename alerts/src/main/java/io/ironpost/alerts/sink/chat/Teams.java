package io.ironpost.alerts.sink.chat;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import tools.jackson.core.JsonGenerator;

/// Microsoft Teams' message for a workflow ("when a webhook request is received"): an Adaptive
/// Card.
///
/// All text stands in `TextRun`s, of which Teams reads no markup; a mention needs an entity beside
/// the card (`msteams.entities`), which no text can make.
final class Teams implements ChatForm {
  /// What the workflow's own template uses; newer ones show no more of what is here.
  private static final String VERSION = "1.4";

  @Override
  public void write(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "message");
    json.writeArrayPropertyStart("attachments");
    json.writeStartObject();
    json.writeStringProperty("contentType", "application/vnd.microsoft.card.adaptive");
    json.writeObjectPropertyStart("content");
    json.writeStringProperty("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    json.writeStringProperty("type", "AdaptiveCard");
    json.writeStringProperty("version", VERSION);
    json.writeArrayPropertyStart("body");
    body(update, json);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void body(AlertUpdate update, JsonGenerator json) {
    begin(json);
    run(json, ChatText.headline(update), "Large", "Bolder", colour(update.alert().severity()));
    end(json);
    fact(json, "Who", ChatText.who(update));
    fact(json, "Count", ChatText.count(update));
    fact(json, "First seen", ChatText.firstSeen(update));
    fact(json, "Last seen", ChatText.lastSeen(update));
    fact(json, "Host", ChatText.host(update));
    String line = ChatText.evidence(update);
    if (!line.isEmpty()) {
      begin(json);
      json.writeStartObject();
      json.writeStringProperty("type", "TextRun");
      json.writeStringProperty("text", line);
      json.writeStringProperty("fontType", "Monospace");
      json.writeStringProperty("size", "Small");
      json.writeEndObject();
      end(json);
    }
    begin(json);
    run(json, ChatText.footer(update), "Small", "Lighter", "Default");
    end(json);
  }

  private static void fact(JsonGenerator json, String name, String value) {
    begin(json);
    run(json, name + "  ", "Default", "Bolder", "Default");
    run(json, value, "Default", "Default", "Default");
    end(json);
  }

  private static void begin(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "RichTextBlock");
    json.writeArrayPropertyStart("inlines");
  }

  private static void end(JsonGenerator json) {
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void run(
      JsonGenerator json, String text, String size, String weight, String colour) {
    json.writeStartObject();
    json.writeStringProperty("type", "TextRun");
    json.writeStringProperty("text", text);
    json.writeStringProperty("size", size);
    json.writeStringProperty("weight", weight);
    json.writeStringProperty("color", colour);
    json.writeEndObject();
  }

  /// A card knows names of colours only.
  private static String colour(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> "Default";
      case LOW -> "Accent";
      case MEDIUM, HIGH -> "Warning";
      case CRITICAL -> "Attention";
    };
  }
}
