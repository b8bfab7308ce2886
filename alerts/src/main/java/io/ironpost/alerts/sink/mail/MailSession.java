package io.ironpost.alerts.sink.mail;

import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.tls.TlsKeys;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;

/// How the mail server is spoken to. The names of the properties are those of the package
/// `org.eclipse.angus.mail.smtp`.
final class MailSession {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int SMTP = 25;

  private final Session session;
  private final String host;
  private final int port;
  private final String user;
  private final String password;

  MailSession(SinkOptions options, String ourName) {
    String security = options.get(SmtpKind.SECURITY);
    this.host = options.get(SmtpKind.HOST);
    this.port = port(Math.toIntExact(options.get(SmtpKind.PORT)), security);
    this.user = options.get(SmtpKind.USERNAME);
    this.password = options.get(SmtpKind.PASSWORD).reveal();
    Properties properties = new Properties();
    properties.put("mail.smtp.localhost", ourName.replaceAll("[^0-9A-Za-z.-]", "-"));
    properties.put("mail.smtp.connectiontimeout", millis(options.get(SmtpKind.CONNECT_TIMEOUT)));
    properties.put("mail.smtp.timeout", millis(options.get(SmtpKind.TIMEOUT)));
    properties.put("mail.smtp.writetimeout", millis(options.get(SmtpKind.TIMEOUT)));
    properties.put("mail.smtp.auth", String.valueOf(!user.isEmpty()));
    // Whom the server takes gets the mail; whom it does not is told apart by the sink.
    properties.put("mail.smtp.sendpartial", "true");
    if (!security.equals("none")) {
      encrypt(options, security, properties);
    }
    this.session = Session.getInstance(properties);
  }

  private static void encrypt(SinkOptions options, String security, Properties properties) {
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (security.equals("tls")) {
      properties.put("mail.smtp.ssl.enable", "true");
    } else {
      // Required: else somebody on the way could take the offer away and read the mail.
      properties.put("mail.smtp.starttls.enable", "true");
      properties.put("mail.smtp.starttls.required", "true");
    }
    try {
      properties.put("mail.smtp.ssl.socketFactory", TlsKeys.context(options).getSocketFactory());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the TLS files were checked before", e);
    }
  }

  private static int port(int asked, String security) {
    if (asked != 0) {
      return asked;
    }
    return switch (security) {
      case "starttls" -> SUBMISSION;
      case "tls" -> SUBMISSIONS;
      default -> SMTP;
    };
  }

  private static String millis(Duration time) {
    return String.valueOf(time.toMillis());
  }

  Session session() {
    return session;
  }

  /// Connects and says who we are.
  Transport connect() throws MessagingException {
    Transport transport = session.getTransport("smtp");
    if (user.isEmpty()) {
      transport.connect(host, port, null, null);
    } else {
      transport.connect(host, port, user, password);
    }
    return transport;
  }

  /// A reason without the password, which a careless server may repeat.
  String reason(String text) {
    String masked = password.isEmpty() ? text : text.replace(password, "********");
    return host + ":" + port + ": " + masked;
  }
}
