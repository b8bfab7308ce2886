package io.ironpost.alerts.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.tls.TestIdentity;
import io.ironpost.alerts.sink.tls.TlsKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a real rsyslogd. Skipped where none is installed (packages `rsyslog` and
/// `rsyslog-gnutls`).
class RsyslogTest {
  @TempDir private Path folder;

  private static AlertSink open(FixedOptions options) {
    return new SyslogKind().open(options, FixedOptions.place());
  }

  private static FixedOptions to(String transport, int port) {
    return new FixedOptions()
        .with(SyslogKind.TRANSPORT, transport)
        .with(SyslogKind.ADDRESS, "127.0.0.1:" + port);
  }

  private static void assertDelivered(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
  }

  @ParameterizedTest
  @CsvSource({"udp, octets", "tcp, octets", "tcp, newline"})
  void understands_every_format_and_no_forged_message(String transport, String framing)
      throws Exception {
    assumeTrue(Rsyslog.isInstalled(), "rsyslogd is not installed");
    byte[] umlaut = "{\"user\":\"jürgen\"}".getBytes(StandardCharsets.UTF_8);
    List<Message> messages =
        List.of(
            SampleAlerts.json(SampleAlerts.opened(1)),
            SampleAlerts.cef(SampleAlerts.hostile()),
            new Message(SampleAlerts.opened(2), umlaut, "application/json"));
    try (Rsyslog rsyslog = Rsyslog.plain(folder);
        AlertSink sink =
            open(
                to(transport, transport.equals("udp") ? rsyslog.udpPort : rsyslog.tcpPort)
                    .with(SyslogKind.FRAMING, framing))) {
      assertDelivered(sink.deliver(messages));
      assertThat(rsyslog.lines(3))
          .hasSize(3)
          .satisfiesExactlyInAnyOrder(
              json ->
                  assertThat(json)
                      .startsWith("107|2026-03-01T10:00:05.000000Z|web-1|ironpost|-|alert|")
                      .contains("[ironpost@32473 id=\"" + SampleAlerts.opened(1).alert().id())
                      .contains("title=\"SSH brute force\" group=\"src_ip=203.0.113.9\"")
                      .endsWith("|" + SampleAlerts.line(messages.getFirst())),
              cef -> assertThat(cef).endsWith("|" + SampleAlerts.line(messages.get(1))),
              utf8 -> assertThat(utf8).endsWith("{\"user\":\"jürgen\"}"));
    }
  }

  @Test
  void over_tls_both_sides_show_who_they_are() throws Exception {
    assumeTrue(Rsyslog.hasTls(), "rsyslogd with gnutls is not installed");
    TestIdentity server = TestIdentity.of("server");
    TestIdentity client = TestIdentity.of("client");
    try (Rsyslog rsyslog = Rsyslog.tls(folder, client.cert(), server.cert(), server.key())) {
      FixedOptions options = to("tls", rsyslog.tcpPort);
      try (AlertSink distrustful = open(options)) {
        assertThat(distrustful.deliver(SampleAlerts.messages(1, 1)))
            .isInstanceOfSatisfying(
                Delivery.TryAgain.class, again -> assertThat(again.why()).contains("PKIX"));
      }
      options
          .with(TlsKeys.CA_FILE, server.cert().toString())
          .with(TlsKeys.CERT_FILE, client.cert().toString())
          .with(TlsKeys.KEY_FILE, client.key().toString());
      try (AlertSink sink = open(options)) {
        assertDelivered(sink.deliver(SampleAlerts.messages(1, 2)));
        assertDelivered(sink.deliver(SampleAlerts.messages(3, 1)));
        assertThat(rsyslog.lines(3)).hasSize(3);
      }
    }
  }

  @Test
  void a_receiver_that_was_restarted_gets_what_came_meanwhile() throws Exception {
    assumeTrue(Rsyslog.isInstalled(), "rsyslogd is not installed");
    try (Rsyslog rsyslog = Rsyslog.plain(folder);
        AlertSink sink = open(to("tcp", rsyslog.tcpPort))) {
      assertDelivered(sink.deliver(SampleAlerts.messages(1, 1)));
      rsyslog.lines(1);
      rsyslog.stop();
      assertThat(sink.deliver(SampleAlerts.messages(2, 1))).isInstanceOf(Delivery.TryAgain.class);
      rsyslog.start();
      assertDelivered(sink.deliver(SampleAlerts.messages(2, 1)));
      assertThat(rsyslog.lines(2)).hasSize(2);
    }
  }
}
