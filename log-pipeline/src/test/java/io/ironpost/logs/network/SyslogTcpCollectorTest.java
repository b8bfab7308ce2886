package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogTcpCollectorTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ListenAddress LOOPBACK = new ListenAddress("127.0.0.1", 0);
  private static final Duration SOON = Duration.ofMillis(200);

  private final Gathered gathered = new Gathered();
  private final Ledger ledger = new Ledger();

  private SyslogTcpCollector collector(StreamLimits limits) {
    return new SyslogTcpCollector(new TcpSettings(LOOPBACK, limits), gathered, ledger, CLOCK);
  }

  private static Running running(SyslogTcpCollector collector) {
    Running running = new Running(collector);
    running.until(() -> collector.port() > 0);
    return running;
  }

  private static StreamLimits hasty(Duration idle, Duration message) {
    StreamLimits usual = StreamLimits.defaults();
    return new StreamLimits(8, 8, usual.maxMessageBytes(), idle, message, usual.handshake(), 8);
  }

  private Balance book() {
    return Running.book(ledger, SyslogTcpCollector.NAME);
  }

  private static void send(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void messages_come_in_both_framings_over_one_connection() throws IOException {
    SyslogTcpCollector collector = collector(StreamLimits.defaults());
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      send(sender, "<1>one\n6 <2>two<3>three\n<4>no end");
      running.until(() -> gathered.count() == 3);
      sender.shutdownOutput();
      running.until(() -> gathered.count() == 4 && collector.connections() == 0);
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly("<1>one", "<2>two", "<3>three", "<4>no end");
    assertThat(gathered.sources()).containsExactly("syslog-tcp:127.0.0.1");
    assertThat(book().received()).isEqualTo(4);
    assertThat(book().delivered()).isEqualTo(4);
    assertThat(collector.health()).isEqualTo(new Health.Up());
  }

  @Test
  void a_slow_next_stage_holds_the_sender_back_and_loses_nothing() throws Exception {
    int sent = 100_000;
    SyslogTcpCollector collector = collector(StreamLimits.defaults());
    gathered.shut();
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      String message = "<34>Oct 11 22:14:15 host su: " + "x".repeat(120) + "\n";
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  send(sender, message.repeat(sent));
                  sender.shutdownOutput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      running.until(() -> book().received() > 0);
      assertThat(writer.isAlive()).isTrue(); // 15 MB do not fit into the sockets' buffers
      gathered.open();
      running.until(() -> gathered.count() == sent);
      running.stop();
    }
    assertThat(book().delivered()).isEqualTo(sent);
    assertThat(book().droppedTotal()).isZero();
  }

  @Test
  void who_sends_a_byte_now_and_then_is_cut_off() throws IOException, InterruptedException {
    SyslogTcpCollector collector = collector(hasty(Duration.ofMinutes(1), SOON));
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      send(sender, "<1>whole\n<2>sl");
      long began = System.nanoTime();
      while (collector.connections() > 0 || gathered.count() == 0) {
        assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
        try {
          send(sender, "o");
        } catch (IOException _) {
          break; // closed by the other side
        }
        Thread.sleep(10);
      }
      running.until(() -> gathered.count() == 2 && collector.connections() == 0);
      assertThat(collector.health().reason())
          .contains("1 connections closed that took too long for a message: syslog-tcp:127.0.0.1");
      running.stop();
    }
    assertThat(gathered.lines().getFirst()).isEqualTo("<1>whole");
    assertThat(gathered.lines().getLast()).startsWith("<2>slo");
    assertThat(book().dropped(DropReason.CUT_SHORT)).isEqualTo(1);
    assertThat(book().inFlight()).isZero();
  }

  @Test
  void who_says_nothing_is_cut_off() throws IOException {
    SyslogTcpCollector collector = collector(hasty(SOON, Duration.ofMinutes(1)));
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      assertThat(isClosed(sender)).isTrue();
      running.until(() -> collector.connections() == 0);
      running.stop();
    }
    assertThat(book().received()).isZero();
  }

  @Test
  void a_peer_has_its_limit_and_so_have_all_together() throws IOException {
    SyslogTcpCollector collector = collector(StreamLimits.defaults().withConnections(3, 2));
    List<Socket> sockets = new ArrayList<>();
    try (Running running = running(collector)) {
      for (String from : List.of("127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.3")) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), collector.port()));
      }
      assertThat(isClosed(sockets.get(2))).isTrue();
      assertThat(isClosed(sockets.get(4))).isTrue();
      assertThat(collector.connections()).isEqualTo(3);
      assertThat(collector.health().reason()).contains("2 connections refused");
      sockets.getFirst().close();
      running.until(() -> collector.connections() == 2);
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), collector.port()));
      running.until(() -> collector.connections() == 3);
      running.stop();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void ten_thousand_connections_leave_those_that_are_there_alone() throws IOException {
    SyslogTcpCollector collector = collector(StreamLimits.defaults().withConnections(16, 4));
    try (Running running = running(collector);
        Socket good = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      InetAddress other = InetAddress.ofLiteral("127.0.0.9");
      for (int i = 0; i < 10_000; i++) {
        new Socket(InetAddress.getLoopbackAddress(), collector.port(), other, 0).close();
      }
      send(good, "<1>still here\n");
      running.until(() -> gathered.count() == 1);
      running.until(() -> collector.connections() == 1);
      running.stop();
    }
  }

  @Test
  void asked_to_stop_it_hands_on_what_has_arrived() throws IOException {
    SyslogTcpCollector collector = collector(StreamLimits.defaults());
    gathered.shut();
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      send(sender, "<1>first\n");
      running.until(() -> book().received() == 1);
      send(sender, "<2>while it waits\n<3>half");
      collector.stop();
      gathered.open();
      running.stop();
    }
    assertThat(gathered.lines()).containsExactly("<1>first", "<2>while it waits", "<3>half");
    assertThat(book().inFlight()).isZero();
  }

  @Test
  void interrupted_it_books_what_nobody_took() throws IOException {
    SyslogTcpCollector collector = collector(StreamLimits.defaults());
    gathered.shut();
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      send(sender, "<1>one\n<2>two\n");
      running.until(() -> book().received() == 2);
      running.interrupt();
    }
    Running.await(() -> book().inFlight() == 0);
    assertThat(book().dropped(DropReason.STOPPED)).isEqualTo(2);
  }

  @Test
  void a_failure_of_the_next_stage_is_its_own() throws IOException {
    SyslogTcpCollector collector =
        new SyslogTcpCollector(
            TcpSettings.defaults(LOOPBACK),
            _ -> {
              throw new IllegalStateException("broken");
            },
            ledger,
            CLOCK);
    try (Running running = running(collector);
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
      send(sender, "<1>one\n");
      assertThat(running.failure()).hasMessage("broken");
    }
    assertThat(book().dropped(DropReason.MODULE_FAILED)).isEqualTo(1);
  }

  @Test
  void a_port_that_is_taken_is_told() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      ListenAddress address = new ListenAddress("127.0.0.1", taken.getLocalPort());
      SyslogTcpCollector collector =
          new SyslogTcpCollector(TcpSettings.defaults(address), gathered, ledger, CLOCK);
      try (Running running = new Running(collector)) {
        assertThat(running.failure())
            .isInstanceOf(BindFailedException.class)
            .hasMessageContaining("cannot listen on tcp " + address)
            .hasMessageContaining("Another program listens there");
      }
    }
  }
}
