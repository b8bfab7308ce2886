package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.packet.Verdict;
import java.time.Instant;

/// One connection as it stands, for people to look at.
///
/// @param opener who sent the first packet that was seen
/// @param openerPort 0 for protocols without ports
/// @param protocol IANA number
/// @param sent what the opener sent
/// @param received what was sent back
/// @param verdict of the latest packet
public record Flow(
    IpPrefix opener,
    int openerPort,
    IpPrefix peer,
    int peerPort,
    int protocol,
    Traffic sent,
    Traffic received,
    Verdict verdict,
    FlowState state,
    Instant firstSeen,
    Instant lastSeen) {
  /// Packets and bytes of one direction.
  public record Traffic(long packets, long bytes) {}
}
