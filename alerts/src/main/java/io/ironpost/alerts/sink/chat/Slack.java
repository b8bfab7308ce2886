package io.ironpost.alerts.sink.chat;

import io.ironpost.alerts.sink.text.Summary;
import io.ironpost.core.alert.AlertUpdate;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Slack's message for an incoming webhook: an attachment for the colour, blocks within.
///
/// Where markup is read (`mrkdwn`), `&`, `<` and `>` are written as Slack asks for, which takes
/// away every mention and link (`<!channel>`, `<@U123>`, `<https://…|…>`), and `verbatim` keeps it
/// from finding some by itself.
final class Slack implements ChatForm {
  @Override
  public void write(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    // Shown in notifications, read as mrkdwn there.
    json.writeStringProperty("text", escaped(ChatText.headline(update)));
    json.writeArrayPropertyStart("attachments");
    json.writeStartObject();
    json.writeStringProperty("color", colour(update));
    json.writeArrayPropertyStart("blocks");
    title(update, json);
    facts(update, json);
    evidence(update, json);
    footer(update, json);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String colour(AlertUpdate update) {
    return String.format(Locale.ROOT, "#%06x", Summary.colour(update.alert().severity()));
  }

  private static void title(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "header");
    json.writeObjectPropertyStart("text");
    json.writeStringProperty("type", "plain_text");
    json.writeStringProperty("text", ChatText.headline(update));
    json.writeBooleanProperty("emoji", false);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void facts(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "section");
    json.writeArrayPropertyStart("fields");
    fact(json, "Who", ChatText.who(update));
    fact(json, "Count", ChatText.count(update));
    fact(json, "First seen", ChatText.firstSeen(update));
    fact(json, "Last seen", ChatText.lastSeen(update));
    fact(json, "Host", ChatText.host(update));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fact(JsonGenerator json, String name, String value) {
    json.writeStartObject();
    markup(json, "*" + name + "*\n`" + ChatText.inCode(escaped(value)) + "`");
    json.writeEndObject();
  }

  private static void evidence(AlertUpdate update, JsonGenerator json) {
    String line = ChatText.evidence(update);
    if (line.isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("type", "section");
    json.writeObjectPropertyStart("text");
    markup(json, "```" + ChatText.inCode(escaped(line)) + "```");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void footer(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "context");
    json.writeArrayPropertyStart("elements");
    json.writeStartObject();
    json.writeStringProperty("type", "plain_text");
    json.writeStringProperty("text", ChatText.footer(update));
    json.writeBooleanProperty("emoji", false);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void markup(JsonGenerator json, String text) {
    json.writeStringProperty("type", "mrkdwn");
    json.writeStringProperty("text", text);
    json.writeBooleanProperty("verbatim", true);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
