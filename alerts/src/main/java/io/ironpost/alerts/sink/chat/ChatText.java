package io.ironpost.alerts.sink.chat;

import io.ironpost.alerts.sink.text.Summary;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.core.alert.AlertUpdate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What all chats say of an alert, before their own markup.
final class ChatText {
  /// A line of a log is shown, not read: the whole one is in the alert. Slack takes 3,000
  /// characters in a section, and one of ours may become five (`&amp;`).
  static final int MAX_EVIDENCE_CHARS = 580;

  static final int MAX_TITLE_CHARS = 150;

  /// Of 2,000 that Slack takes in a field.
  static final int MAX_WHO_CHARS = 380;

  private ChatText() {}

  static String headline(AlertUpdate update) {
    return Summary.headline(update, MAX_TITLE_CHARS);
  }

  /// `src_ip=203.0.113.9 user=root, oracle, +5`; `-` for nobody.
  static String who(AlertUpdate update) {
    Map<String, List<String>> entities = update.alert().entities();
    String who =
        entities.entrySet().stream()
            .map(entity -> Visible.line(entity.getKey()) + "=" + Summary.values(entity.getValue()))
            .collect(Collectors.joining(" "));
    return who.isEmpty() ? "-" : Visible.cut(who, MAX_WHO_CHARS);
  }

  static String count(AlertUpdate update) {
    return String.valueOf(update.alert().count());
  }

  static String host(AlertUpdate update) {
    return Visible.line(update.host(), MAX_TITLE_CHARS);
  }

  static String firstSeen(AlertUpdate update) {
    return Summary.firstSeen(update.alert());
  }

  static String lastSeen(AlertUpdate update) {
    return Summary.lastSeen(update.alert());
  }

  static String evidence(AlertUpdate update) {
    return Summary.evidence(update.alert(), MAX_EVIDENCE_CHARS);
  }

  /// By what to find it again: the alert's id and the rule's.
  static String footer(AlertUpdate update) {
    return Visible.line(
        "%s  rule %s".formatted(update.alert().id(), update.alert().rule()), MAX_WHO_CHARS);
  }

  /// Text for between backticks, where chats read no markup: the backtick itself, which would end
  /// it, becomes U+02CB, which looks the same and does nothing.
  static String inCode(String text) {
    return text.replace('`', 'ˋ');
  }
}
