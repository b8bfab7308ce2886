package io.ironpost.alerts.sink.mail;

import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.text.Summary;
import io.ironpost.alerts.sink.text.Visible;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Evidence;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;

/// One mail for people, with the alert in the sink's format at its end for programs.
///
/// The Message-ID is the alert's key: a mail that is sent again after a crash is the same mail, and
/// servers and readers that know it show it once. Updates name the first as what they refer to, so
/// that a reader shows one thread for an alert.
final class AlertMail extends MimeMessage {
  /// A header line has at most 998 characters (RFC 5322 §2.1.1), a reader shows 70.
  private static final int MAX_SUBJECT_CHARS = 160;

  private static final int MAX_LINE_CHARS = 500;
  private static final int MAX_EVIDENCE_LINES = 10;

  private final String messageId;

  AlertMail(Session session, Message message, String from, List<String> to, String prefix)
      throws MessagingException {
    super(session);
    AlertUpdate update = message.update();
    this.messageId = id(update.key(), update.host());
    setFrom(new InternetAddress(from));
    for (String address : to) {
      addRecipient(RecipientType.TO, new InternetAddress(address));
    }
    setSubject(subject(update, prefix), StandardCharsets.UTF_8.name());
    setSentDate(Date.from(update.toldAt()));
    setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday note answers it
    setHeader("X-Ironpost-Severity", update.alert().severity().word());
    if (update.revision() > 1) {
      String first = id(update.alert().id() + ".1", update.host());
      setHeader("In-Reply-To", first);
      setHeader("References", first);
    }
    setText(body(message), StandardCharsets.UTF_8.name());
    saveChanges();
  }

  /// Jakarta Mail would put one of its own.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static String id(String key, String host) {
    return "<%s@%s>".formatted(word(key), word(host));
  }

  private static String word(String text) {
    String word = text.replaceAll("[^0-9A-Za-z._-]", "-");
    return word.isEmpty() ? "ironpost" : word;
  }

  /// One line whatever the alert says: a line end in a subject would begin a header of its own.
  private static String subject(AlertUpdate update, String prefix) {
    String group = update.group().isEmpty() ? "" : " (" + update.group() + ")";
    String all = Summary.headline(update, MAX_SUBJECT_CHARS) + group;
    return Visible.line((prefix + " " + all).strip(), MAX_SUBJECT_CHARS);
  }

  private static String body(Message message) {
    AlertUpdate update = message.update();
    Alert alert = update.alert();
    StringBuilder text = new StringBuilder();
    line(text, "", Summary.headline(update, MAX_LINE_CHARS));
    line(text, "", update.rule().description());
    text.append("\r\n");
    line(text, "Host:        ", update.host());
    line(text, "Count:       ", String.valueOf(alert.count()));
    line(text, "First seen:  ", Summary.firstSeen(alert));
    line(text, "Last seen:   ", Summary.lastSeen(alert));
    line(text, "ATT&CK:      ", Summary.attack(alert));
    line(text, "Rule:        ", alert.rule() + " " + alert.ruleId());
    line(text, "Alert:       ", alert.id() + " revision " + update.revision());
    alert.entities().forEach((name, values) -> line(text, name + ": ", Summary.values(values)));
    update.rule().references().forEach(reference -> line(text, "See:         ", reference));
    evidence(text, alert.evidence());
    text.append("\r\n-- \r\n").append(new String(message.text(), StandardCharsets.UTF_8));
    return text.append("\r\n").toString();
  }

  private static void evidence(StringBuilder text, List<Evidence> lines) {
    if (!lines.isEmpty()) {
      text.append("\r\nThe last lines that prove it:\r\n");
    }
    for (Evidence line :
        lines.subList(Math.max(0, lines.size() - MAX_EVIDENCE_LINES), lines.size())) {
      line(text, "  ", "%s:%d  %s".formatted(line.source(), line.lineNumber(), line.text()));
    }
  }

  private static void line(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append(Visible.line(label)).append(Visible.line(value, MAX_LINE_CHARS)).append("\r\n");
    }
  }
}
