package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyslogUdpCollectorTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ListenAddress LOOPBACK = new ListenAddress("127.0.0.1", 0);

  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  private SyslogUdpCollector collector(UdpSettings settings) {
    return new SyslogUdpCollector(settings, gathered, ledger, CLOCK);
  }

  private static Running running(SyslogUdpCollector collector) {
    Running running = new Running(collector);
    running.until(() -> collector.port() > 0);
    return running;
  }

  private static void send(DatagramSocket from, int port, byte[] message) throws IOException {
    InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    from.send(new DatagramPacket(message, message.length, to));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Balance book() {
    return Running.book(ledger, SyslogUdpCollector.NAME);
  }

  @Test
  void a_datagram_is_a_line() throws IOException {
    SyslogUdpCollector collector = collector(UdpSettings.defaults(LOOPBACK));
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      send(sender, collector.port(), bytes("<34>Oct 11 22:14:15 host su: one"));
      send(sender, collector.port(), bytes("two\n\0"));
      send(sender, collector.port(), bytes("three\nlines\r\nof one"));
      running.until(() -> gathered.count() == 3);
      running.stop();
    }
    assertThat(gathered.lines())
        .containsExactly("<34>Oct 11 22:14:15 host su: one", "two", "three lines\r of one");
    assertThat(gathered.sources()).containsExactly("syslog-udp:127.0.0.1");
    assertThat(book().received()).isEqualTo(3);
    assertThat(book().delivered()).isEqualTo(3);
    assertThat(collector.health()).isEqualTo(new Health.Up());
  }

  @Test
  void lines_are_numbered_over_all_senders() throws IOException {
    UdpSettings settings = UdpSettings.defaults(new ListenAddress("0.0.0.0", 0));
    SyslogUdpCollector collector = collector(settings);
    try (Running running = running(collector);
        DatagramSocket one = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        DatagramSocket two = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.2"))) {
      for (int i = 0; i < 10; i++) {
        send(i % 2 == 0 ? one : two, collector.port(), bytes("line " + i));
      }
      running.until(() -> gathered.count() == 10);
      running.stop();
    }
    assertThat(gathered.sources()).containsExactly("syslog-udp:127.0.0.1", "syslog-udp:127.0.0.2");
    List<Batch> batches = gathered.batches();
    assertThat(batches.stream().map(Batch::offset)).doesNotHaveDuplicates();
    assertThat(batches.stream().map(Batch::firstLine)).doesNotHaveDuplicates();
  }

  @Test
  void ipv6_and_ipv4_come_to_one_socket() throws IOException {
    SyslogUdpCollector collector = collector(UdpSettings.defaults(new ListenAddress("::", 0)));
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      send(sender, collector.port(), bytes("over four"));
      byte[] six = bytes("over six");
      InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral("::1"), collector.port());
      sender.send(new DatagramPacket(six, six.length, to));
      running.until(() -> gathered.count() == 2);
      running.stop();
    }
    assertThat(gathered.sources())
        .containsExactly("syslog-udp:0:0:0:0:0:0:0:1", "syslog-udp:127.0.0.1");
  }

  @Test
  void the_end_of_a_long_message_is_booked_as_lost() throws IOException {
    UdpSettings settings =
        new UdpSettings(LOOPBACK, 1 << 20, 480, 1 << 20, Overflow.DROP_OLDEST, 4);
    SyslogUdpCollector collector = collector(settings);
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      send(sender, collector.port(), bytes("x".repeat(481)));
      running.until(() -> gathered.count() == 1);
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly("x".repeat(480));
    assertThat(book().received()).isEqualTo(2);
    assertThat(book().dropped(DropReason.LINE_TOO_LONG)).isEqualTo(1);
  }

  /// Nobody takes anything, the queue is small and so is the kernel's buffer: everything overflows.
  @ParameterizedTest
  @EnumSource(Overflow.class)
  void of_a_flood_every_datagram_is_in_the_book(Overflow overflow) throws IOException {
    int sent = 60_000;
    UdpSettings settings = new UdpSettings(LOOPBACK, 64 << 10, 1_024, 1 << 20, overflow, 4);
    SyslogUdpCollector collector = collector(settings);
    gathered.shut();
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      byte[] message = bytes("<34>Oct 11 22:14:15 host su: " + "x".repeat(120));
      for (int i = 0; i < sent; i++) {
        send(sender, collector.port(), message);
      }
      gathered.open();
      running.stop();
    }
    assertThat(book().received()).isEqualTo(sent);
    assertThat(book().inFlight()).isZero();
    assertThat(book().delivered()).isEqualTo(gathered.count()).isPositive();
    assertThat(book().droppedTotal()).isPositive();
    if (overflow == Overflow.BLOCK) {
      assertThat(book().dropped(DropReason.KERNEL_BUFFER_FULL)).isPositive();
      assertThat(collector.health().reason()).contains("datagrams dropped by the kernel");
    } else {
      assertThat(book().dropped(DropReason.BUFFER_FULL)).isPositive();
    }
  }

  @Test
  void interrupted_it_books_what_nobody_took() throws IOException {
    SyslogUdpCollector collector = collector(UdpSettings.defaults(LOOPBACK));
    gathered.shut();
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      for (int i = 0; i < 100; i++) {
        send(sender, collector.port(), bytes("line " + i));
      }
      running.until(() -> book().received() == 100);
      running.interrupt();
    }
    Running.await(() -> book().inFlight() == 0);
    assertThat(book().dropped(DropReason.STOPPED)).isEqualTo(100);
  }

  @Test
  void a_failure_of_the_next_stage_is_its_own() throws IOException {
    SyslogUdpCollector collector =
        new SyslogUdpCollector(
            UdpSettings.defaults(LOOPBACK),
            _ -> {
              throw new IllegalStateException("broken");
            },
            ledger,
            CLOCK);
    try (Running running = running(collector);
        DatagramSocket sender = new DatagramSocket()) {
      send(sender, collector.port(), bytes("line"));
      assertThat(running.failure()).hasMessage("broken");
    }
    assertThat(book().dropped(DropReason.MODULE_FAILED)).isEqualTo(1);
    assertThat(book().inFlight()).isZero();
  }

  @Test
  void a_buffer_smaller_than_asked_for_is_told() {
    UdpSettings settings =
        new UdpSettings(LOOPBACK, 1 << 30, 1_024, 1 << 20, Overflow.DROP_OLDEST, 4);
    SyslogUdpCollector collector = collector(settings);
    try (Running running = running(collector)) {
      assertThat(collector.health().reason()).contains("sysctl -w net.core.rmem_max=1073741824");
      running.stop();
    }
  }

  @Test
  void a_port_that_is_taken_is_told() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      ListenAddress address = new ListenAddress("127.0.0.1", taken.getLocalPort());
      try (Running running = new Running(collector(UdpSettings.defaults(address)))) {
        assertThat(running.failure())
            .isInstanceOf(BindFailedException.class)
            .hasMessageContaining("cannot listen on udp 127.0.0.1:" + taken.getLocalPort())
            .hasMessageContaining("Another program listens there");
      }
    }
  }
}
