package io.ironpost.alerts.sink.chat;

import io.ironpost.alerts.sink.text.Summary;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.core.alert.AlertUpdate;
import tools.jackson.core.JsonGenerator;

/// Discord's message for a webhook: one embed. `allowed_mentions` is empty, so nobody is called
/// whatever the text says; the attacker's text stands in code, where no markup is read.
final class Discord implements ChatForm {
  /// What Discord takes; escapes can double a title.
  private static final int MAX_TITLE_CHARS = 256;

  /// Three of these fit beside each other.
  private static final int INLINE_CHARS = 24;

  @Override
  public void write(AlertUpdate update, JsonGenerator json) {
    json.writeStartObject();
    json.writeObjectPropertyStart("allowed_mentions");
    json.writeArrayPropertyStart("parse");
    json.writeEndArray();
    json.writeEndObject();
    json.writeArrayPropertyStart("embeds");
    json.writeStartObject();
    json.writeStringProperty("title", withoutMarkup(ChatText.headline(update)));
    json.writeNumberProperty("color", Summary.colour(update.alert().severity()));
    json.writeStringProperty("timestamp", update.toldAt().toString());
    String line = ChatText.evidence(update);
    if (!line.isEmpty()) {
      json.writeStringProperty("description", "```\n" + ChatText.inCode(line) + "\n```");
    }
    json.writeArrayPropertyStart("fields");
    field(json, "Who", ChatText.who(update));
    field(json, "Count", ChatText.count(update));
    field(json, "First seen", ChatText.firstSeen(update));
    field(json, "Last seen", ChatText.lastSeen(update));
    field(json, "Host", ChatText.host(update));
    json.writeEndArray();
    json.writeObjectPropertyStart("footer");
    json.writeStringProperty("text", ChatText.footer(update)); // a footer reads no markup
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, String name, String value) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("value", "`" + ChatText.inCode(value) + "`");
    json.writeBooleanProperty("inline", value.length() <= INLINE_CHARS);
    json.writeEndObject();
  }

  /// A backslash before every character that begins markup, and one that cannot be seen after the
  /// colon of a scheme, where a bare link would begin.
  private static String withoutMarkup(String text) {
    String escaped = text.replaceAll("[\\\\*_~`|<>\\[\\]()#@-]", "\\\\$0");
    return Visible.cut(escaped.replace("://", ":\u200b//"), MAX_TITLE_CHARS);
  }
}
