package io.ironpost.ebpf.packet;

/// Takes frames apart as the kernel's program does: Ethernet with up to two VLAN tags (IEEE 802.1Q
/// and 802.1ad), IPv4 with options and fragments (RFC 791), IPv6 with extension headers (RFC 8200),
/// TCP, UDP, ICMP, ICMPv6, and of DNS the question's type.
///
/// Reads within the bytes given and nowhere else, whatever the headers claim; a length that a
/// header claims is told as the packet's length, since a capture may hold only its beginning.
public final class FrameDecoder {
  private static final int ETHERNET_HEADER = 14;
  private static final int VLAN_TAG = 4;
  private static final int MAX_VLAN_TAGS = 2;
  private static final int TYPE_VLAN = 0x8100;
  private static final int TYPE_SERVICE_VLAN = 0x88a8;
  private static final int TYPE_OLD_QINQ = 0x9100;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int NULL_HEADER = 4;
  private static final int COOKED_HEADER = 16;
  private static final int COOKED_2_HEADER = 20;
  private static final int COOKED_OUTGOING = 4; // PACKET_OUTGOING, linux/if_packet.h

  private final IpDecoder ip = new IpDecoder();

  /// Fills the packet, which was begun, from `bytes[from, to)`.
  ///
  /// @param frameBytes how long the frame was on the wire
  public Decoded decode(
      byte[] bytes, int from, int to, int frameBytes, LinkType link, Packet packet) {
    Span frame = new Span(bytes, from, to);
    int end = from + Math.max(frameBytes, to - from);
    return switch (link) {
      case ETHERNET -> ethernet(frame, end, packet);
      case NULL, LOOP -> ip(frame.from(NULL_HEADER), end, packet);
      case RAW, IPV4, IPV6 -> ip(frame, end, packet);
      case LINUX_COOKED -> cooked(frame, end, packet);
      case LINUX_COOKED_2 -> cooked2(frame, end, packet);
    };
  }

  private Decoded ethernet(Span frame, int end, Packet packet) {
    return typed(frame, ETHERNET_HEADER - 2, end, packet);
  }

  private Decoded cooked(Span frame, int end, Packet packet) {
    direct(frame.u16(0), packet);
    return typed(frame, COOKED_HEADER - 2, end, packet);
  }

  private Decoded cooked2(Span frame, int end, Packet packet) {
    direct(frame.u8(10), packet);
    if (!frame.has(COOKED_2_HEADER)) {
      return Decoded.CUT;
    }
    return byType(frame.u16(0), frame, COOKED_2_HEADER, end, packet);
  }

  private static void direct(int cookedType, Packet packet) {
    packet.direct(cookedType == COOKED_OUTGOING ? Direction.OUTBOUND : Direction.INBOUND);
  }

  /// @param at where the two bytes with the type of what follows lie
  private Decoded typed(Span frame, int at, int end, Packet packet) {
    for (int tags = 0; frame.has(at + 2); tags++) {
      int type = frame.u16(at);
      boolean isTag = type == TYPE_VLAN || type == TYPE_SERVICE_VLAN || type == TYPE_OLD_QINQ;
      if (!isTag || tags == MAX_VLAN_TAGS) {
        return byType(type, frame, at + 2, end, packet);
      }
      at += VLAN_TAG;
    }
    return Decoded.CUT;
  }

  private Decoded byType(int type, Span frame, int at, int end, Packet packet) {
    return switch (type) {
      case TYPE_IPV4 -> ip.v4(frame.from(at), end, packet);
      case TYPE_IPV6 -> ip.v6(frame.from(at), end, packet);
      default -> Decoded.NOT_IP;
    };
  }

  private Decoded ip(Span datagram, int end, Packet packet) {
    if (!datagram.has(1)) {
      return Decoded.CUT;
    }
    return switch (datagram.u8(0) >>> 4) {
      case 4 -> ip.v4(datagram, end, packet);
      case 6 -> ip.v6(datagram, end, packet);
      default -> Decoded.NOT_IP;
    };
  }
}
