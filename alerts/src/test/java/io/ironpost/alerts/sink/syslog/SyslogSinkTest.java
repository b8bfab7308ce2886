package io.ironpost.alerts.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.http.RudeServer;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogSinkTest {
  private static final SyslogFormat FORMAT =
      new SyslogFormat(13, "ironpost", "ironpost@32473", true);

  private static AlertSink open(FixedOptions options) {
    return new SyslogKind().open(options, FixedOptions.place());
  }

  private static FixedOptions to(String transport, int port) {
    return new FixedOptions()
        .with(SyslogKind.TRANSPORT, transport)
        .with(SyslogKind.ADDRESS, "127.0.0.1:" + port)
        .with(SyslogKind.TIMEOUT, Duration.ofMillis(300))
        .with(SyslogKind.CONNECT_TIMEOUT, Duration.ofMillis(300));
  }

  private static String written(Message message) {
    return new String(FORMAT.write(message), StandardCharsets.UTF_8);
  }

  @Test
  void a_message_has_header_data_and_the_alert() {
    assertThat(written(SampleAlerts.cef(SampleAlerts.opened(1))))
        .isEqualTo(
            "<107>1 2026-03-01T10:00:05.000000Z web-1 ironpost - alert "
                + "[ironpost@32473 id=\"7b6cbd05-6a1f-8c54-9a3c-000000000001\" revision=\"1\""
                + " phase=\"opened\" severity=\"high\" rule=\"ssh_brute_force\""
                + " rule_id=\"5d8fd484-61ab-4d25-a0e1-000000000001\" title=\"SSH brute force\""
                + " group=\"src_ip=203.0.113.9\" count=\"6\"] "
                + SampleAlerts.line(SampleAlerts.cef(SampleAlerts.opened(1))));
  }

  @Test
  void only_what_is_not_ascii_has_a_byte_order_mark() {
    Message umlaut =
        new Message(
            SampleAlerts.opened(1), "ü".getBytes(StandardCharsets.UTF_8), "application/json");
    assertThat(written(umlaut)).endsWith("] \ufeffü");
    assertThat(written(SampleAlerts.json(SampleAlerts.opened(1)))).contains("] {");
  }

  @Test
  void no_text_ends_a_message_before_its_time() {
    Message forged =
        new Message(
            SampleAlerts.hostile(),
            "a\r\n<14>1 forged\0".getBytes(StandardCharsets.UTF_8),
            "text/plain");
    assertThat(written(forged)).doesNotContain("\n", "\r", "\0").endsWith("] a  <14>1 forged ");
  }

  @Test
  void datagrams_hold_one_message_each_and_no_more_than_fits() throws Exception {
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        AlertSink sink = open(to("udp", receiver.getLocalPort()))) {
      Message large = new Message(SampleAlerts.opened(2), new byte[65_500], "text/plain");
      Message small = SampleAlerts.json(SampleAlerts.opened(1));
      assertThat(sink.deliver(List.of(small, large, small)))
          .isInstanceOfSatisfying(
              Delivery.Refused.class,
              refused -> {
                assertThat(refused.taken()).isEqualTo(1);
                assertThat(refused.why()).contains("do not fit a datagram");
              });
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      receiver.setSoTimeout(2_000);
      receiver.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .isEqualTo(written(small));
    }
  }

  @Test
  void a_host_where_nobody_listens_is_tried_again() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    for (String transport : List.of("udp", "tcp", "tls")) {
      try (AlertSink sink = open(to(transport, free))) {
        assertThat(sink.deliver(SampleAlerts.messages(1, 1)))
            .as(transport)
            .isInstanceOfSatisfying(
                Delivery.TryAgain.class,
                again -> assertThat(again.why()).startsWith("127.0.0.1:" + free + ": "));
      }
    }
  }

  @Test
  void a_receiver_that_left_is_noticed_before_the_next_batch() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        AlertSink sink = open(to("tcp", server.getLocalPort()))) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 1))).isInstanceOf(Delivery.Delivered.class);
      try (Socket first = server.accept()) {
        first.getInputStream().read();
      }
      assertThat(sink.deliver(SampleAlerts.messages(2, 1))).isInstanceOf(Delivery.Delivered.class);
      try (Socket second = server.accept()) {
        InputStream in = second.getInputStream();
        byte[] expected = FORMAT.write(SampleAlerts.messages(2, 1).getFirst());
        byte[] frame = in.readNBytes(expected.length + 4);
        assertThat(new String(frame, StandardCharsets.UTF_8))
            .isEqualTo(expected.length + " " + new String(expected, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void a_receiver_that_stops_reading_does_not_hold_us() throws Exception {
    byte[] large = new byte[4 << 20];
    Arrays.fill(large, (byte) 'x');
    try (RudeServer server = new RudeServer((_, _) -> Thread.sleep(60_000));
        AlertSink sink = open(to("tcp", server.port()))) {
      long before = System.nanoTime();
      Message message = new Message(SampleAlerts.opened(1), large, "text/plain");
      assertThat(sink.deliver(List.of(message, message, message)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> assertThat(again.why()).contains("did not read in time"));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_handshake_that_nobody_answers_does_not_hold_us() throws Exception {
    try (RudeServer server = new RudeServer((_, _) -> Thread.sleep(60_000));
        AlertSink sink = open(to("tls", server.port()))) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 1))).isInstanceOf(Delivery.TryAgain.class);
    }
  }

  @Test
  void names_that_would_break_the_header_are_complained_of() {
    FixedOptions bad =
        new FixedOptions().with(SyslogKind.APP_NAME, "a b").with(SyslogKind.SD_ID, "a]b");
    assertThat(new SyslogKind().check(bad))
        .extracting(Complaint::key)
        .containsExactly(SyslogKind.APP_NAME, SyslogKind.SD_ID);
    assertThat(new SyslogKind().check(new FixedOptions())).isEmpty();
    assertThat(Facility.of("log_audit")).isEqualTo(13);
    assertThat(Facility.of("local7")).isEqualTo(23);
  }
}
