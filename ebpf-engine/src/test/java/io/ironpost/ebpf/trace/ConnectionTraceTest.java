package io.ironpost.ebpf.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that are really made, by this process and over the loopback.
class ConnectionTraceTest {
  private static final int LIMIT = 50;

  private static Optional<LiveTrace> opened = Optional.empty();

  @BeforeAll
  static void open() {
    opened = Optional.of(LiveTrace.open(upTo(10_000)));
  }

  @AfterAll
  static void close() throws InterruptedException {
    if (opened.isPresent()) {
      opened.get().stop();
    }
  }

  private static TraceSettings upTo(int connectionsPerSecond) {
    return new TraceSettings(
        false, false, true, 1 << 20, 1_024, 4_096, 4 << 20, connectionsPerSecond, Optional.empty());
  }

  private static LiveTrace trace() {
    return opened.orElseThrow();
  }

  private static String from(int port) {
    return "\"SourcePort\":" + port + ",";
  }

  private static String to(int port) {
    return "\"DestinationPort\":" + port + ",";
  }

  private static void bothEnds(String host) throws IOException, InterruptedException {
    InetAddress address = InetAddress.ofLiteral(host);
    String shown = host.equals("::1") ? "::1" : "127.0.0.1";
    try (ServerSocket server = new ServerSocket(0, 5, address);
        Socket client = new Socket(address, server.getLocalPort());
        Socket _ = server.accept()) {
      String port = from(client.getLocalPort());
      String made = trace().await("\"Initiated\":\"true\"", port, to(server.getLocalPort()));
      assertThat(made)
          .contains("\"category\":\"network_connection\"", "\"outcome\":\"established\"")
          .contains("\"SourceIp\":\"" + shown + "\"", "\"dst_ip\":\"" + shown + "\"")
          .contains("\"Protocol\":\"tcp\"", "\"pid\":" + ProcessHandle.current().pid() + ",")
          .contains("/java\"", "\"User\":\"root\"");
      String taken = trace().await("\"Initiated\":\"false\"", port, to(server.getLocalPort()));
      assertThat(taken).contains("/java\"", "\"pid\":" + ProcessHandle.current().pid() + ",");
    }
  }

  @Test
  void both_ends_of_a_connection_over_ipv4() throws IOException, InterruptedException {
    bothEnds("127.0.0.1");
  }

  @Test
  void both_ends_of_a_connection_over_ipv6() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "needs IPv6");
    bothEnds("::1");
  }

  @Test
  void whoever_listened_before_the_trace_is_known() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      LiveTrace late = LiveTrace.open(upTo(10_000));
      try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
        String taken = late.await("\"Initiated\":\"false\"", from(client.getLocalPort()));
        assertThat(taken).contains("/java\"", "\"pid\":" + ProcessHandle.current().pid() + ",");
        assertThat(taken).contains("\"User\":\"root\"", "\"process\":\"java\"");
      } finally {
        late.stop();
      }
    }
  }

  @Test
  void what_cannot_be_had_is_named_and_the_rest_works(@TempDir Path noCgroup)
      throws IOException, InterruptedException {
    TraceSettings all = upTo(10_000);
    TraceSettings settings =
        new TraceSettings(
            true,
            false,
            true,
            all.ringBytes(),
            all.maxArgumentBytes(),
            all.maxProcesses(),
            all.maxTableBytes(),
            all.connectionsPerSecond(),
            Optional.of(noCgroup));
    LiveTrace partly = LiveTrace.open(settings);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      assertThat(partly.trace().degradations())
          .singleElement()
          .asString()
          .startsWith("UDP is not all seen: ");
      partly.await("\"Initiated\":\"true\"", from(client.getLocalPort()));
    } finally {
      partly.stop();
    }
  }

  @Test
  void a_refused_connection() throws IOException, InterruptedException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Socket client = new Socket()) {
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
    } catch (IOException _) {
      // refused, as wanted
    }
    trace().await("\"Initiated\":\"true\"", to(port), "\"outcome\":\"failed\"");
  }

  @Test
  void datagrams_are_told_once_per_receiver() throws IOException, InterruptedException {
    Assumptions.assumeTrue(CgroupMount.version2().isPresent(), "needs cgroup version 2");
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        DatagramSocket sender = new DatagramSocket()) {
      DatagramPacket packet =
          new DatagramPacket(new byte[1], 1, receiver.getLocalAddress(), receiver.getLocalPort());
      for (int i = 0; i < 20; i++) {
        sender.send(packet);
      }
      String line = trace().await("\"Protocol\":\"udp\"", to(receiver.getLocalPort()));
      assertThat(line).contains("\"DestinationIp\":\"127.0.0.1\"", "\"Initiated\":\"true\"");
      Thread.sleep(50);
      assertThat(trace().count(to(receiver.getLocalPort()))).isEqualTo(1);
    }
  }

  @Test
  void a_process_that_connects_too_often_is_held_back_and_counted()
      throws IOException, InterruptedException {
    LiveTrace limited = LiveTrace.open(upTo(LIMIT));
    int tries = 6 * LIMIT;
    int port;
    try (ServerSocket server = new ServerSocket(0, 500, InetAddress.ofLiteral("127.0.0.1"))) {
      port = server.getLocalPort();
      for (int i = 0; i < tries; i++) {
        new Socket(server.getInetAddress(), port).close();
        server.accept().close();
      }
      limited.await("\"Initiated\":\"true\"", to(port));
    } finally {
      limited.stop();
    }
    long left = limited.trace().counters().limited();
    // Each try is two events: made and taken.
    assertThat(limited.count(to(port)) + left).isBetween(2L * tries, 2L * tries + 100);
    assertThat(left).isGreaterThan(2L * tries / 3);
  }
}
