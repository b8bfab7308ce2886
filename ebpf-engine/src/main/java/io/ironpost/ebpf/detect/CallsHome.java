package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Whether a packet is this host's (or this network's) own first word to somebody outside.
final class CallsHome {
  private CallsHome() {}

  /// A capture does not say who is at home; an address of no use on the Internet is.
  static boolean isOwn(Packet packet, Turn turn) {
    return turn == Turn.OPENS
        && (packet.isTcp() || packet.isUdp())
        && !Addresses.isMany(packet.targetHigh(), packet.targetLow())
        && switch (packet.direction()) {
          case OUTBOUND -> true;
          case INBOUND -> false;
          case UNKNOWN -> Addresses.isLocal(packet.sourceHigh(), packet.sourceLow());
        };
  }
}
