package io.ironpost.ebpf.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.ironpost.ebpf.packet.Packet;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Privileges;
import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What hosts do all day, with real programs: nothing of it is worth a word.
class BenignTrafficTest {
  private static final int HTTP = 8_080;
  private static final int DNS = 53;
  private static final int CLOSED = 8_081;

  @Test
  void downloads_names_measurements_and_pings_are_told_by_nobody(@TempDir Path folder)
      throws Exception {
    for (Privileges.Check check :
        List.of(
            Privileges.namespaces(),
            Privileges.tool("tcpdump"),
            Privileges.tool("curl"),
            Privileges.tool("dig"),
            Privileges.tool("iperf3"),
            Privileges.tool("hping3"))) {
      assumeTrue(check.met(), check.reason());
    }
    try (NetworkNamespace client = NetworkNamespace.create("client");
        NetworkNamespace server = NetworkNamespace.create("server")) {
      Veth wire = Veth.between(client, server);
      wire.fixNeighbours();
      HttpServer web = server.enter(BenignTrafficTest::web);
      try (DatagramSocket names = server.enter(() -> new DatagramSocket(DNS))) {
        Thread.ofPlatform().daemon().start(() -> answer(names));
        server.start("iperf3", "-s");
        Wiretap tap = Wiretap.on(wire, folder.resolve("wire.pcap"));
        try (tap) {
          everyday(client, wire.right().ipv4().getHostAddress(), folder);
        }
        assertThat(packets(folder.resolve("wire.pcap"))).isGreaterThan(2_000);
        assertThat(tap.findings()).isEmpty();
      } finally {
        web.stop(0);
      }
    }
  }

  private static void everyday(NetworkNamespace client, String server, Path folder)
      throws IOException {
    Path questions = folder.resolve("questions");
    Files.writeString(
        questions,
        IntStream.range(0, 120)
            .mapToObj(i -> "host%d.example.org A".formatted(i))
            .collect(Collectors.joining("\n")));
    String site = "http://%s:%d/".formatted(server, HTTP);
    client.run("curl", "-sZ", "-H", "Connection: close", site + "page[1-200]").orFail();
    client.run("curl", "-s", "-o", "/dev/null", site + "package[1-20]").orFail();
    for (int i = 0; i < 5; i++) {
      client.run("curl", "-s", "http://%s:%d/".formatted(server, CLOSED));
    }
    client.run("dig", "+noedns", "+tries=1", "@" + server, "-f", questions.toString()).orFail();
    client.run("iperf3", "-c", server, "-t", "1").orFail();
    client.run("iperf3", "-c", server, "-u", "-b", "150M", "-t", "1").orFail();
    client.run("hping3", "-q", "--icmp", "-i", "u20000", "-c", "50", server).orFail();
  }

  private static long packets(Path capture) throws IOException {
    try (InputStream in = Files.newInputStream(capture)) {
      CaptureReader reader = CaptureReader.open(in);
      Packet packet = new Packet();
      while (reader.next(packet)) {}
      return reader.summary().packets();
    }
  }

  private static HttpServer web() throws IOException {
    HttpServer web = HttpServer.create(new InetSocketAddress(HTTP), 64);
    byte[] body = new byte[200_000];
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    web.start();
    return web;
  }

  /// Says of every name that it does not exist.
  private static void answer(DatagramSocket names) {
    byte[] message = new byte[512];
    try {
      while (!names.isClosed()) {
        DatagramPacket question = new DatagramPacket(message, message.length);
        names.receive(question);
        message[2] |= (byte) 0x80;
        message[3] = (byte) 0x83;
        names.send(question);
      }
    } catch (IOException _) {
      // closed: the test is over
    }
  }
}
