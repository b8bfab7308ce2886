package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Types of ICMP (RFC 792) and ICMPv6 (RFC 4443).
final class IcmpTypes {
  private IcmpTypes() {}

  static boolean isEchoRequest(Packet packet) {
    return packet.icmpType() == (packet.protocol() == Packet.ICMP ? 8 : 128);
  }

  static boolean isEchoReply(Packet packet) {
    return packet.icmpType() == (packet.protocol() == Packet.ICMP ? 0 : 129);
  }

  /// Asks for something: echo, and with IPv4 timestamp, information and address mask. Errors and
  /// neighbour discovery are no requests.
  static boolean isRequest(Packet packet) {
    int type = packet.icmpType();
    boolean isOldQuery =
        packet.protocol() == Packet.ICMP && (type == 13 || type == 15 || type == 17);
    return isEchoRequest(packet) || isOldQuery;
  }
}
