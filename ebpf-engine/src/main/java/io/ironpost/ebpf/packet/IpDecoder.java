package io.ironpost.ebpf.packet;

/// IPv4 and IPv6, and what they carry.
final class IpDecoder {
  private static final int V4_HEADER = 20;
  private static final int V6_HEADER = 40;
  private static final int FRAGMENT_OFFSET = 0x1fff;
  private static final long MAPPED = 0xffffL << 32;

  /// Extension headers of IPv6; RFC 8200 section 4.1 expects each once, and two of one.
  private static final int MAX_EXTENSIONS = 8;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOBILITY = 135;

  private static final int TCP_TO_FLAGS = 14;
  private static final int TCP_LEAST_WORDS = 5;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 2;

  /// @param end where the frame ended on the wire
  Decoded v4(Span datagram, int end, Packet packet) {
    if (!datagram.has(V4_HEADER)) {
      return Decoded.CUT;
    }
    int header = (datagram.u8(0) & 0x0f) * 4;
    if (datagram.u8(0) >>> 4 != 4 || header < V4_HEADER) {
      return Decoded.MALFORMED;
    }
    int total = datagram.u16(2);
    if (total == 0) {
      total = end - datagram.at(); // segmentation is left to the card: the length is not known yet
    }
    if (total < header) {
      return Decoded.MALFORMED;
    }
    packet.addresses(0, MAPPED | datagram.u32(12), 0, MAPPED | datagram.u32(16)).length(total);
    int protocol = datagram.u8(9);
    if ((datagram.u16(6) & FRAGMENT_OFFSET) != 0) {
      packet.laterFragment(protocol);
      return Decoded.PACKET;
    }
    if (protocol == Packet.ICMP_V6) {
      packet.protocol(protocol); // in IPv4 it is nothing special
      return Decoded.PACKET;
    }
    return carried(protocol, within(datagram, total).from(header), packet);
  }

  /// Ethernet pads short frames; the padding is not the packet's.
  private static Span within(Span datagram, int total) {
    return new Span(
        datagram.bytes(), datagram.at(), Math.min(datagram.end(), datagram.at() + total));
  }

  Decoded v6(Span datagram, int end, Packet packet) {
    if (!datagram.has(V6_HEADER)) {
      return Decoded.CUT;
    }
    if (datagram.u8(0) >>> 4 != 6) {
      return Decoded.MALFORMED;
    }
    int payload = datagram.u16(4);
    int total = payload == 0 ? end - datagram.at() : V6_HEADER + payload;
    packet
        .addresses(datagram.u64(8), datagram.u64(16), datagram.u64(24), datagram.u64(32))
        .length(total);
    return extensions(datagram.u8(6), within(datagram, total).from(V6_HEADER), packet);
  }

  private static Decoded extensions(int next, Span rest, Packet packet) {
    int protocol = next;
    for (int seen = 0; isExtension(protocol); seen++) {
      if (seen == MAX_EXTENSIONS) {
        return Decoded.MALFORMED;
      }
      if (!rest.has(8)) {
        return Decoded.CUT;
      }
      int following = rest.u8(0);
      if (protocol == FRAGMENT && rest.u16(2) >>> 3 != 0) {
        packet.laterFragment(following);
        return Decoded.PACKET;
      }
      rest = rest.from(extensionBytes(protocol, rest.u8(1)));
      protocol = following;
    }
    if (protocol == Packet.ICMP) {
      packet.protocol(protocol); // nor is the older one in IPv6
      return Decoded.PACKET;
    }
    return carried(protocol, rest, packet);
  }

  private static boolean isExtension(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY -> true;
      default -> false;
    };
  }

  /// In units of eight bytes behind the first eight, but for two of them (RFC 4302 section 2.2).
  private static int extensionBytes(int protocol, int length) {
    return switch (protocol) {
      case FRAGMENT -> 8;
      case AUTHENTICATION -> (length + 2) * 4;
      default -> (length + 1) * 8;
    };
  }

  private static Decoded carried(int protocol, Span payload, Packet packet) {
    return switch (protocol) {
      case Packet.TCP -> tcp(payload, packet);
      case Packet.UDP -> udp(payload, packet);
      case Packet.ICMP, Packet.ICMP_V6 -> {
        if (!payload.has(ICMP_HEADER)) {
          yield Decoded.CUT;
        }
        packet.icmp(protocol, payload.u8(0), payload.u8(1));
        yield Decoded.PACKET;
      }
      default -> {
        packet.protocol(protocol);
        yield Decoded.PACKET;
      }
    };
  }

  private static Decoded tcp(Span payload, Packet packet) {
    if (!payload.has(TCP_TO_FLAGS)) {
      return Decoded.CUT;
    }
    if (payload.u8(12) >>> 4 < TCP_LEAST_WORDS) {
      return Decoded.MALFORMED;
    }
    packet.tcp(payload.u16(0), payload.u16(2), payload.u8(13));
    return Decoded.PACKET;
  }

  private static Decoded udp(Span payload, Packet packet) {
    if (!payload.has(UDP_HEADER)) {
      return Decoded.CUT;
    }
    packet.udp(payload.u16(0), payload.u16(2));
    Span message = payload.from(UDP_HEADER);
    if (packet.sourcePort() == DnsQuestion.PORT && DnsQuestion.isResponse(message)) {
      packet.dnsResponse(DnsQuestion.type(message));
    }
    return Decoded.PACKET;
  }
}
