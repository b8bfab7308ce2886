package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Too many requests of ICMP. Errors are the answers to something else, so they do not count.
final class IcmpFloodDetector implements Detector {
  private final FloodMeter meter;

  IcmpFloodDetector(Surroundings around) {
    meter = new FloodMeter("icmp_flood", around, around.settings().icmpFlood());
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (packet.isIcmp() && !packet.isLaterFragment() && IcmpTypes.isRequest(packet)) {
      meter.count(packet, packet.icmpPackets());
    }
  }

  @Override
  public long evicted() {
    return meter.evicted();
  }
}
