package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Too many datagrams that are no conversation. What both sides speak in (QUIC, calls, a speed
/// test) does not count, nor what is sent to many on purpose.
final class UdpFloodDetector implements Detector {
  private final FloodMeter meter;

  UdpFloodDetector(Surroundings around) {
    meter = new FloodMeter("udp_flood", around, around.settings().udpFlood());
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (packet.isUdp()
        && turn.isUnanswered()
        && !Addresses.isMany(packet.targetHigh(), packet.targetLow())) {
      meter.count(packet, packet.udpPackets());
    }
  }

  @Override
  public long evicted() {
    return meter.evicted();
  }
}
