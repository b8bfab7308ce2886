package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;
import io.ironpost.ebpf.packet.PacketSink;
import java.util.List;

/// All detectors, and the flows they share.
///
/// Driven by the packets' own times, so a capture and the wire are judged alike. One thread sees
/// packets; [#flows] and the counts may be asked by any. Each finding is one line of JSON to the
/// [LineSink], told once per episode.
public final class Detectors implements PacketSink {
  private final FlowTable flows;
  private final Reports reports;
  private final Detector[] detectors;

  /// @param seed of the tables: random, except in tests
  public Detectors(DetectorSettings settings, LineSink lines, long seed) {
    flows = new FlowTable(settings.maxFlows(), seed);
    reports = new Reports(lines);
    detectors = all(new Surroundings(settings, reports, seed)).toArray(Detector[]::new);
  }

  /// The detectors there are. Adding one is one line here.
  private static List<Detector> all(Surroundings around) {
    PortScanDetector portScan = new PortScanDetector(around);
    return List.of(
        new SynFloodDetector(around),
        new DistributedSynFloodDetector(around),
        portScan,
        new SlowScanDetector(around, portScan),
        new HostSweepDetector(around),
        new OddFlagScanDetector(OddFlags.NULL, around),
        new OddFlagScanDetector(OddFlags.FIN, around),
        new OddFlagScanDetector(OddFlags.XMAS, around),
        new UdpFloodDetector(around),
        new IcmpFloodDetector(around),
        new AmplificationDetector(around),
        new BruteForceDetector(around),
        new BeaconDetector(around),
        new EgressDetector(around));
  }

  @Override
  public void see(Packet packet) throws InterruptedException {
    Turn turn = flows.note(packet);
    for (Detector detector : detectors) {
      detector.see(packet, turn);
    }
  }

  /// Time passes without packets too: flows grow old.
  public void tick(long nowNanos) {
    flows.tick(nowNanos);
  }

  /// The live flows with the most bytes, most first.
  public List<Flow> flows(int most) {
    return flows.snapshot(most);
  }

  /// How many findings were told.
  public long told() {
    return reports.told();
  }

  /// How many sources, targets and flows had to be forgotten too early because the tables were
  /// full.
  public long evicted() {
    long evicted = flows.evicted();
    for (Detector detector : detectors) {
      evicted += detector.evicted();
    }
    return evicted;
  }
}
