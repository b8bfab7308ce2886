package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Packets that a test sends past the detectors, and what they say. Time stands still but for
/// [#after].
final class Wire {
  private static final Pattern DETECTOR = Pattern.compile("\"detector\":\"([a-z_]+)\"");

  private final List<String> lines = new ArrayList<>();
  private final Detectors detectors;
  private final Packet packet = new Packet();
  private Direction direction = Direction.UNKNOWN;
  private long nanos = Duration.ofDays(20_000).toNanos();

  Wire() {
    this(DetectorSettings.defaults());
  }

  Wire(DetectorSettings settings) {
    detectors =
        new Detectors(
            settings,
            (bytes, length) -> lines.add(new String(bytes, 0, length, StandardCharsets.UTF_8)),
            0x5eed);
  }

  Wire after(Duration pause) {
    nanos += pause.toNanos();
    return this;
  }

  Wire afterMillis(long millis) {
    return after(Duration.ofMillis(millis));
  }

  Wire going(Direction way) {
    direction = way;
    return this;
  }

  Packet begin(String source, String target) {
    IpPrefix from = IpPrefix.of(source).orElseThrow();
    IpPrefix to = IpPrefix.of(target).orElseThrow();
    return packet
        .begin(nanos, direction, 1)
        .addresses(from.high(), from.low(), to.high(), to.low())
        .length(60);
  }

  Wire tcp(String source, int sourcePort, String target, int targetPort, int flags) {
    return see(begin(source, target).tcp(sourcePort, targetPort, flags));
  }

  Wire syn(String source, int sourcePort, String target, int targetPort) {
    return tcp(source, sourcePort, target, targetPort, Packet.SYN);
  }

  /// A whole connection with some data.
  Wire connection(String client, int clientPort, String server, int serverPort) {
    syn(client, clientPort, server, serverPort);
    tcp(server, serverPort, client, clientPort, Packet.SYN | Packet.ACK);
    tcp(client, clientPort, server, serverPort, Packet.ACK);
    tcp(client, clientPort, server, serverPort, Packet.ACK | Packet.PSH);
    tcp(server, serverPort, client, clientPort, Packet.ACK | Packet.PSH);
    tcp(client, clientPort, server, serverPort, Packet.ACK | Packet.FIN);
    return tcp(server, serverPort, client, clientPort, Packet.ACK | Packet.FIN);
  }

  /// A connection that a closed port refuses.
  Wire refusal(String client, int clientPort, String server, int serverPort) {
    syn(client, clientPort, server, serverPort);
    return tcp(server, serverPort, client, clientPort, Packet.RST | Packet.ACK);
  }

  Wire udp(String source, int sourcePort, String target, int targetPort) {
    return see(begin(source, target).udp(sourcePort, targetPort));
  }

  Wire ping(String source, String target) {
    return see(begin(source, target).icmp(Packet.ICMP, 8, 0));
  }

  Wire pong(String source, String target) {
    return see(begin(source, target).icmp(Packet.ICMP, 0, 0));
  }

  Wire see(Packet filled) {
    try {
      detectors.see(filled);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /// The names of those that spoke.
  List<String> told() {
    return lines.stream().map(Wire::detector).toList();
  }

  List<String> lines() {
    return lines;
  }

  Detectors detectors() {
    return detectors;
  }

  private static String detector(String line) {
    Matcher matcher = DETECTOR.matcher(line);
    return matcher.find() ? matcher.group(1) : line;
  }
}
