package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Combinations of flags that no TCP sends and that a closed port answers all the same (RFC 9293
/// section 3.10.7.1), which is why scanners send them.
enum OddFlags {
  NULL("null_scan"),
  FIN("fin_scan"),
  XMAS("xmas_scan");

  private static final int ALL =
      Packet.FIN | Packet.SYN | Packet.RST | Packet.PSH | Packet.ACK | Packet.URG;
  private static final int TREE = Packet.FIN | Packet.PSH | Packet.URG;

  private final String detector;

  OddFlags(String detector) {
    this.detector = detector;
  }

  String detector() {
    return detector;
  }

  /// The two bits for congestion (RFC 3168) say nothing here.
  boolean are(int tcpFlags) {
    int flags = tcpFlags & ALL;
    return switch (this) {
      case NULL -> flags == 0;
      case FIN -> flags == Packet.FIN;
      case XMAS -> flags == TREE;
    };
  }
}
