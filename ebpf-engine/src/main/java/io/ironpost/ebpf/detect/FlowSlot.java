package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.Verdict;
import java.time.Instant;

/// One conversation in the table, used again for the next. States are those of [FlowState]; TCP's
/// own (RFC 9293 section 3.3.2) are more than a watcher of one side can know.
final class FlowSlot {
  private static final int NOT_FLAGS = ~(Packet.SYN | Packet.RST);

  private long openerHigh;
  private long openerLow;
  private long peerHigh;
  private long peerLow;
  private int openerPort;
  private int peerPort;
  private int protocol;
  private FlowState state = FlowState.CLOSED;
  private Verdict verdict = Verdict.PASSED;
  private boolean isGuessed;
  private long firstNanos;
  private long lastNanos;
  private long sentPackets;
  private long sentBytes;
  private long receivedPackets;
  private long receivedBytes;

  /// Takes the sender for the opener.
  Turn open(Packet packet) {
    begin(packet);
    openerHigh = packet.sourceHigh();
    openerLow = packet.sourceLow();
    peerHigh = packet.targetHigh();
    peerLow = packet.targetLow();
    openerPort = packet.sourcePort();
    peerPort = packet.targetPort();
    isGuessed = false;
    state = FlowState.ASKED;
    count(packet, true);
    return Turn.OPENS;
  }

  /// A conversation whose beginning was not seen: who sends from the lower port serves.
  Turn join(Packet packet) {
    open(packet);
    isGuessed = true;
    if (packet.sourcePort() < packet.targetPort()) {
      swap();
    }
    return Turn.STRAY;
  }

  private void begin(Packet packet) {
    protocol = packet.protocol();
    firstNanos = packet.timeNanos();
    lastNanos = packet.timeNanos();
    sentPackets = 0;
    sentBytes = 0;
    receivedPackets = 0;
    receivedBytes = 0;
  }

  private void swap() {
    long high = openerHigh;
    long low = openerLow;
    int port = openerPort;
    openerHigh = peerHigh;
    openerLow = peerLow;
    openerPort = peerPort;
    peerHigh = high;
    peerLow = low;
    peerPort = port;
    receivedPackets = sentPackets;
    receivedBytes = sentBytes;
    sentPackets = 0;
    sentBytes = 0;
  }

  boolean isForth(Packet packet) {
    return openerPort == packet.sourcePort()
        && peerPort == packet.targetPort()
        && protocol == packet.protocol()
        && openerLow == packet.sourceLow()
        && peerLow == packet.targetLow()
        && openerHigh == packet.sourceHigh()
        && peerHigh == packet.targetHigh();
  }

  boolean isBack(Packet packet) {
    return openerPort == packet.targetPort()
        && peerPort == packet.sourcePort()
        && protocol == packet.protocol()
        && openerLow == packet.targetLow()
        && peerLow == packet.sourceLow()
        && openerHigh == packet.targetHigh()
        && peerHigh == packet.sourceHigh();
  }

  /// The next packet of the conversation.
  Turn step(Packet packet, boolean isForth) {
    boolean wasTwoWay = isTwoWay();
    lastNanos = Math.max(lastNanos, packet.timeNanos());
    count(packet, isForth);
    Turn turn = isForth ? forth(packet) : back(packet);
    if (isGuessed) {
      return wasTwoWay ? Turn.CONTINUES : Turn.STRAY;
    }
    return turn;
  }

  private Turn forth(Packet packet) {
    boolean isTcp = packet.isTcp();
    boolean begins =
        (state == FlowState.ANSWERED || isTcp && state == FlowState.ASKED)
            && (!isTcp || isPlainAck(packet.tcpFlags()));
    if (begins) {
      state = FlowState.ESTABLISHED;
    }
    close(packet);
    if (begins) {
      return Turn.ESTABLISHES;
    }
    return isTwoWay() ? Turn.CONTINUES : Turn.INSISTS;
  }

  private static boolean isPlainAck(int flags) {
    return (flags & Packet.ACK) != 0 && (flags & NOT_FLAGS) == flags;
  }

  private Turn back(Packet packet) {
    if (state != FlowState.ASKED) {
      close(packet);
      return Turn.CONTINUES;
    }
    if (packet.isTcp() && (packet.tcpFlags() & Packet.RST) != 0) {
      state = FlowState.REFUSED;
      return Turn.REFUSES;
    }
    state = FlowState.ANSWERED;
    return Turn.ANSWERS;
  }

  private void close(Packet packet) {
    if (packet.isTcp() && (packet.tcpFlags() & (Packet.FIN | Packet.RST)) != 0) {
      state = FlowState.CLOSED;
    }
  }

  private void count(Packet packet, boolean isForth) {
    verdict = packet.verdict();
    if (isForth) {
      sentPackets += packet.packets();
      sentBytes += packet.bytes();
    } else {
      receivedPackets += packet.packets();
      receivedBytes += packet.bytes();
    }
  }

  private boolean isTwoWay() {
    return sentPackets > 0 && receivedPackets > 0;
  }

  FlowState state() {
    return state;
  }

  long lastNanos() {
    return lastNanos;
  }

  long bytes() {
    return sentBytes + receivedBytes;
  }

  Flow snapshot() {
    return new Flow(
        IpPrefix.address(openerHigh, openerLow),
        openerPort,
        IpPrefix.address(peerHigh, peerLow),
        peerPort,
        protocol,
        new Flow.Traffic(sentPackets, sentBytes),
        new Flow.Traffic(receivedPackets, receivedBytes),
        verdict,
        state,
        Instant.EPOCH.plusNanos(firstNanos),
        Instant.EPOCH.plusNanos(lastNanos));
  }
}
