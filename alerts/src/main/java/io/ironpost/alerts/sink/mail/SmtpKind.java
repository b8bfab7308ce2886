package io.ironpost.alerts.sink.mail;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.tls.TlsKeys;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `type = "smtp"`.
public final class SmtpKind implements SinkKind {
  static final String WORD = "smtp";

  public static final Key<String> HOST = Keys.text("host", "localhost", "The mail server.");
  public static final Key<Long> PORT =
      Keys.whole(
          "port", 0, 0, 65_535, "Its port; 0: 587 with `starttls`, 465 with `tls`, else 25.");
  public static final Key<String> SECURITY =
      Keys.choice(
          "security",
          "starttls",
          List.of("starttls", "tls", "none"),
          "`starttls`: encrypted or not at all; `tls`: from the first byte; `none`: for a server on"
              + " this machine.");
  public static final Key<String> USERNAME =
      Keys.text("username", "", "For a server that asks; empty: none is given.");
  public static final Key<Secret> PASSWORD = Keys.secret("password", "Of `username`.");
  public static final Key<String> FROM = Keys.text("from", "", "The sender's address; needed.");
  public static final Key<List<String>> TO =
      Keys.texts("to", List.of(), "The receivers' addresses; at least one.");
  public static final Key<String> SUBJECT_PREFIX =
      Keys.text("subject_prefix", "[ironpost]", "What each subject begins with.");
  public static final Key<Duration> CONNECT_TIMEOUT =
      Keys.wait("connect_timeout", Duration.ofSeconds(5), "How long a connection may take.");
  public static final Key<Duration> TIMEOUT =
      Keys.wait("timeout", Duration.ofSeconds(10), "How long each answer of the server may take.");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "One mail per telling of an alert.";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                HOST,
                PORT,
                SECURITY,
                USERNAME,
                PASSWORD,
                FROM,
                TO,
                SUBJECT_PREFIX,
                CONNECT_TIMEOUT,
                TIMEOUT));
    keys.addAll(TlsKeys.all());
    return keys;
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    if (!isAddress(options.get(FROM))) {
      found.add(new Complaint(FROM, "must be a mail address"));
    }
    if (options.get(TO).isEmpty() || !options.get(TO).stream().allMatch(SmtpKind::isAddress)) {
      found.add(new Complaint(TO, "must be at least one mail address"));
    }
    if (options.get(HOST).isBlank()) {
      found.add(new Complaint(HOST, "must name a mail server"));
    }
    boolean open = options.get(SECURITY).equals("none");
    if (open && !options.get(USERNAME).isEmpty()) {
      found.add(new Complaint(SECURITY, "must be starttls or tls with a password to protect"));
    }
    if (!open) {
      found.addAll(TlsKeys.check(options));
    }
    return found;
  }

  /// One address with its domain; `a@b, c@d` and `a` are none.
  private static boolean isAddress(String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length != 1 || text.chars().anyMatch(c -> c < ' ')) {
        return false;
      }
      parsed[0].validate();
      return parsed[0].getAddress().indexOf('@') > 0;
    } catch (AddressException _) {
      return false;
    }
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new SmtpSink(new MailSession(options, place.host()), options);
  }
}
