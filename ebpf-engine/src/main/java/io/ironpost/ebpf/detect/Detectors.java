package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.PacketSink;
import java.util.List;

/// All detectors, and the flows they share.
public final class Detectors implements PacketSink {
  public Detectors(DetectorSettings settings, LineSink lines, long seed) {}

  @Override
  public void see(Packet packet) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Time passes without packets too.
  public void tick(long nowNanos) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// The liveliest flows, most bytes first. Any thread may ask.
  public List<Flow> flows(int most) {
    throw new UnsupportedOperationException();
  }
}
