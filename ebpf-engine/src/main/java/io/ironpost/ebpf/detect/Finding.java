package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a detector found, as the line that the rules judge and that is the alert's evidence.
final class Finding {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /// @param firstNanos when the first packet that counts was seen, epoch
  /// @param lastNanos when the last was; the line's time
  Finding(String detector, long firstNanos, long lastNanos) {
    with("time", time(lastNanos));
    with("product", "ironpost");
    with("service", "network");
    with("detector", detector);
    with("first_seen", time(firstNanos));
  }

  private static Instant time(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }

  /// Adds a field; text is made of addresses, numbers and our own words only, but is escaped all
  /// the same.
  Finding with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  Finding from(IpPrefix source) {
    return with("src_ip", source);
  }

  Finding to(IpPrefix target) {
    return with("dst_ip", target);
  }

  Finding protocol(int number) {
    return with("protocol", protocolName(number));
  }

  static String protocolName(int number) {
    return switch (number) {
      case Packet.TCP -> "tcp";
      case Packet.UDP -> "udp";
      case Packet.ICMP -> "icmp";
      case Packet.ICMP_V6 -> "icmpv6";
      default -> "ip-" + number;
    };
  }

  /// The sentence for people.
  Finding saying(String sentence) {
    return with("message", sentence);
  }

  byte[] line() {
    StringBuilder json = new StringBuilder("{");
    fields.forEach((name, value) -> {
      json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":");
      if (value instanceof Number) {
        json.append(value);
      } else {
        quote(json, value.toString());
      }
    });
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
