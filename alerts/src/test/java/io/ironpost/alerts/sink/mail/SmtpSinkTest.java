package io.ironpost.alerts.sink.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.http.RecordingServer;
import io.ironpost.alerts.sink.tls.TestIdentity;
import io.ironpost.alerts.sink.tls.TlsKeys;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.config.Secret;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSinkTest {
  private GreenMail server;

  @BeforeEach
  void start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static FixedOptions options(long port) {
    return new FixedOptions()
        .with(SmtpKind.HOST, "127.0.0.1")
        .with(SmtpKind.PORT, port)
        .with(SmtpKind.SECURITY, "none")
        .with(SmtpKind.FROM, "Ironpost <ironpost@example.org>")
        .with(SmtpKind.TO, List.of("a@example.org", "b@example.org"))
        .with(SmtpKind.TIMEOUT, Duration.ofMillis(500))
        .with(SmtpKind.CONNECT_TIMEOUT, Duration.ofMillis(500));
  }

  private FixedOptions toServer() {
    return options(server.getSmtp().getPort());
  }

  private static Delivery deliver(FixedOptions options, List<Message> messages) throws Exception {
    try (AlertSink sink = new SmtpKind().open(options, FixedOptions.place())) {
      return sink.deliver(messages);
    }
  }

  private MimeMessage received(Message message) throws Exception {
    assertThat(deliver(toServer(), List.of(message))).isInstanceOf(Delivery.Delivered.class);
    assertThat(server.getReceivedMessages()).hasSize(2);
    return server.getReceivedMessages()[0];
  }

  @Test
  void a_mail_says_all_and_carries_the_alert_in_the_format_of_the_sink() throws Exception {
    Message message = SampleAlerts.cef(SampleAlerts.opened(1));
    MimeMessage mail = received(message);
    assertThat(mail.getSubject())
        .isEqualTo("[ironpost] [high] SSH brute force (src_ip=203.0.113.9)");
    assertThat(mail.getHeader("Message-ID"))
        .containsExactly("<7b6cbd05-6a1f-8c54-9a3c-000000000001.1@web-1>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getContent().toString())
        .contains("Count:       6", "src_ip: 203.0.113.9", "user: root, b, c, +2")
        .contains("/var/log/auth.log:2  Failed password for root")
        .contains("-- \r\n" + SampleAlerts.line(message));
  }

  @Test
  void an_update_belongs_to_the_first_mail() throws Exception {
    MimeMessage mail =
        received(
            SampleAlerts.json(SampleAlerts.update(1, 2, AlertUpdate.Phase.CLOSED, "root", "x")));
    assertThat(mail.getHeader("In-Reply-To"))
        .containsExactly("<7b6cbd05-6a1f-8c54-9a3c-000000000001.1@web-1>");
    assertThat(mail.getSubject()).contains("[high] closed: SSH brute force");
  }

  @Test
  void the_attackers_text_makes_no_header_and_no_second_mail() throws Exception {
    AlertUpdate hostile = SampleAlerts.hostile();
    AlertUpdate update =
        new AlertUpdate(
            new io.ironpost.core.alert.Alert(
                hostile.alert().id() + "\r\nBcc: evil@example.org",
                hostile.alert().ruleId(),
                hostile.alert().ruleName(),
                "title\r\nBcc: evil@example.org\r\n\r\n.\r\nMAIL FROM:<evil@example.org>",
                hostile.alert().severity(),
                hostile.alert().attack(),
                hostile.alert().firstSeen(),
                hostile.alert().lastSeen(),
                1,
                Map.of("user", List.of(SampleAlerts.HOSTILE), "x\r\nBcc: y", List.of("z")),
                hostile.alert().evidence()),
            hostile.rule(),
            hostile.traceId(),
            2,
            AlertUpdate.Phase.UPDATED,
            hostile.toldAt(),
            "host\r\nBcc: evil@example.org",
            SampleAlerts.HOSTILE,
            "",
            List.of(),
            0);
    MimeMessage mail = received(new Message(update, new byte[] {'{', '}'}, "application/json"));
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getSubject()).contains("title\\r\\nBcc: evil@example.org");
    assertThat(mail.getHeader("Message-ID")[0]).doesNotContain("\r", "\n", " ");
    assertThat(mail.getContent().toString().lines()).noneMatch(line -> line.startsWith("Bcc"));
  }

  @Test
  void over_tls_and_with_a_password() throws Exception {
    TestIdentity identity = TestIdentity.of("server");
    System.setProperty("greenmail.tls.keystore.file", identity.file().toString());
    System.setProperty("greenmail.tls.keystore.password", TestIdentity.PASSWORD);
    GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    tls.setUser("ironpost@example.org", "me", "s3cret-word");
    tls.start();
    try {
      FixedOptions options =
          options(tls.getSmtps().getPort())
              .with(SmtpKind.SECURITY, "tls")
              .with(SmtpKind.TIMEOUT, Duration.ofSeconds(5))
              .with(TlsKeys.CA_FILE, identity.cert().toString())
              .with(SmtpKind.USERNAME, "me")
              .with(SmtpKind.PASSWORD, new Secret("s3cret-word"));
      assertThat(deliver(options, SampleAlerts.messages(1, 1)))
          .isInstanceOf(Delivery.Delivered.class);
      assertThat(tls.getReceivedMessages()).hasSize(2);
      assertThat(
              deliver(
                  options.with(SmtpKind.PASSWORD, new Secret("wrong-word")),
                  SampleAlerts.messages(2, 1)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> assertThat(again.why()).contains("535").doesNotContain("wrong-word"));
    } finally {
      tls.stop();
    }
  }

  @Test
  void a_server_whose_certificate_we_do_not_trust_gets_nothing() throws Exception {
    TestIdentity other = TestIdentity.of("client");
    try (RecordingServer any = RecordingServer.startTls(TestIdentity.of("server").server(other))) {
      FixedOptions options =
          options(any.port())
              .with(SmtpKind.SECURITY, "tls")
              .with(SmtpKind.TIMEOUT, Duration.ofSeconds(5))
              .with(TlsKeys.CA_FILE, other.cert().toString());
      assertThat(deliver(options, SampleAlerts.messages(1, 1)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class, again -> assertThat(again.why()).contains("PKIX"));
    }
  }

  @Test
  void without_the_offer_of_starttls_nothing_is_said_in_the_clear() throws Exception {
    FixedOptions options =
        toServer()
            .with(SmtpKind.SECURITY, "starttls")
            .with(SmtpKind.USERNAME, "me")
            .with(SmtpKind.PASSWORD, new Secret("s3cret-word"));
    assertThat(deliver(options, SampleAlerts.messages(1, 1)))
        .isInstanceOfSatisfying(
            Delivery.TryAgain.class,
            again -> assertThat(again.why()).contains("STARTTLS").doesNotContain("s3cret"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "., 451 later, TryAgain, 1",
    "., 552 too large, Refused, 1",
    "MAIL, 421 too many, TryAgain, 1",
    "MAIL, 550 no, Refused, 1",
    "RCPT, 450 greylisted, TryAgain, 1",
    "RCPT, 550 nobody, Refused, 1",
    "DATA, '', TryAgain, 1",
  })
  void answers_are_told_apart(String command, String answer, String outcome, int taken)
      throws Exception {
    int[] mails = {0};
    UnaryOperator<String> script =
        line -> {
          mails[0] += line.startsWith("MAIL") ? 1 : 0;
          return mails[0] == 2 && line.startsWith(command) ? answer : line;
        };
    try (ScriptedSmtp smtp = new ScriptedSmtp(script)) {
      Delivery delivery = deliver(options(smtp.port()), SampleAlerts.messages(1, 3));
      assertThat(delivery.getClass().getSimpleName()).as("%s", delivery).isEqualTo(outcome);
      assertThat(delivery.toString()).contains("taken=" + taken);
    }
  }

  @Test
  void who_has_the_mail_is_not_served_again_when_another_is_to_wait() throws Exception {
    UnaryOperator<String> script = line -> line.startsWith("RCPT TO:<b@") ? "450 greylisted" : line;
    try (ScriptedSmtp smtp = new ScriptedSmtp(script);
        AlertSink sink = new SmtpKind().open(options(smtp.port()), FixedOptions.place())) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 1))).isInstanceOf(Delivery.TryAgain.class);
      smtp.commands.clear();
      assertThat(sink.deliver(SampleAlerts.messages(1, 1))).isInstanceOf(Delivery.TryAgain.class);
      assertThat(smtp.commands).noneMatch(line -> line.startsWith("RCPT TO:<a@"));
      sink.deliver(SampleAlerts.messages(2, 1));
      assertThat(smtp.commands).anyMatch(line -> line.startsWith("RCPT TO:<a@"));
    }
  }

  @Test
  void a_receiver_that_does_not_exist_does_not_keep_the_mail_from_the_others() throws Exception {
    UnaryOperator<String> script = line -> line.startsWith("RCPT TO:<b@") ? "550 nobody" : line;
    try (ScriptedSmtp smtp = new ScriptedSmtp(script)) {
      assertThat(deliver(options(smtp.port()), SampleAlerts.messages(1, 2)))
          .isInstanceOf(Delivery.Delivered.class);
      assertThat(smtp.commands).filteredOn("."::equals).hasSize(2);
    }
  }

  @Test
  void a_server_that_is_silent_or_away_does_not_hold_us() throws Exception {
    int free;
    try (ServerSocket silent = new ServerSocket(0)) {
      free = silent.getLocalPort();
      long before = System.nanoTime();
      assertThat(deliver(options(silent.getLocalPort()), SampleAlerts.messages(1, 1)))
          .isInstanceOf(Delivery.TryAgain.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(deliver(options(free), SampleAlerts.messages(1, 1)))
        .isInstanceOf(Delivery.TryAgain.class);
  }

  @Test
  void settings_that_cannot_work_are_complained_of() {
    FixedOptions bad =
        new FixedOptions()
            .with(SmtpKind.FROM, "nobody")
            .with(SmtpKind.TO, List.of("a@example.org, b@example.org"))
            .with(SmtpKind.SECURITY, "none")
            .with(SmtpKind.USERNAME, "me");
    assertThat(new SmtpKind().check(bad))
        .extracting(Complaint::key)
        .containsExactly(SmtpKind.FROM, SmtpKind.TO, SmtpKind.SECURITY);
    assertThat(new SmtpKind().check(toServer().with(SmtpKind.FROM, "a@b\r\nBcc: c@d"))).hasSize(1);
  }
}
