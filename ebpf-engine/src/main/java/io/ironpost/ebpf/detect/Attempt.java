package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;

/// Somebody wants something of somebody: it is tried, and later perhaps it comes about. Filled
/// again for each packet.
final class Attempt {
  /// Where traceroute sends its datagrams, one port after the other (traceroute(8)).
  private static final int TRACEROUTE_FIRST = 33_434;

  private static final int TRACEROUTE_LAST = 33_534;

  private static final int FIRST_EPHEMERAL = 32_768;

  private long openerHigh;
  private long openerLow;
  private long peerHigh;
  private long peerLow;
  private int port;
  private int protocol;
  private long nowNanos;
  private boolean isServed;

  /// Whether the packet is one.
  boolean reads(Packet packet, Turn turn) {
    boolean opens = turn == Turn.OPENS;
    isServed = turn == (packet.isTcp() ? Turn.ESTABLISHES : Turn.ANSWERS);
    if (!opens && !isServed || !concerns(packet, opens)) {
      return false;
    }
    nowNanos = packet.timeNanos();
    protocol = packet.protocol();
    if (opens || packet.isTcp()) {
      opener(packet.sourceHigh(), packet.sourceLow());
      peer(packet.targetHigh(), packet.targetLow(), packet.targetPort());
    } else {
      opener(packet.targetHigh(), packet.targetLow());
      peer(packet.sourceHigh(), packet.sourceLow(), packet.sourcePort());
    }
    return true;
  }

  /// Datagrams to high ports are more often answers to questions that were not seen than attempts
  /// (kernels report a sample; captures have both directions as a rule), and those to many at once
  /// are announcements.
  private static boolean concerns(Packet packet, boolean opens) {
    if (packet.isUdp() && opens) {
      int port = packet.targetPort();
      boolean isTraceroute = port >= TRACEROUTE_FIRST && port <= TRACEROUTE_LAST;
      boolean isPlain = port < FIRST_EPHEMERAL || packet.direction() == Direction.UNKNOWN;
      return isPlain && !isTraceroute && !Addresses.isMany(packet.targetHigh(), packet.targetLow());
    }
    return packet.isTcp() || packet.isUdp() || packet.isIcmp();
  }

  private void opener(long high, long low) {
    openerHigh = high;
    openerLow = low;
  }

  private void peer(long high, long low, int port) {
    peerHigh = high;
    peerLow = low;
    this.port = port;
  }

  boolean isServed() {
    return isServed;
  }

  boolean hasPort() {
    return protocol == Packet.TCP || protocol == Packet.UDP;
  }

  long openerHigh() {
    return openerHigh;
  }

  long openerLow() {
    return openerLow;
  }

  long peerHigh() {
    return peerHigh;
  }

  long peerLow() {
    return peerLow;
  }

  int port() {
    return port;
  }

  int protocol() {
    return protocol;
  }

  long nowNanos() {
    return nowNanos;
  }

  IpPrefix opener() {
    return IpPrefix.address(openerHigh, openerLow);
  }

  IpPrefix peer() {
    return IpPrefix.address(peerHigh, peerLow);
  }
}
