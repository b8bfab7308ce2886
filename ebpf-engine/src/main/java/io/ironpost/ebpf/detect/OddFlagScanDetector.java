package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// One source that sends segments with one of [OddFlags] to several ports.
final class OddFlagScanDetector implements Detector {
  private final OddFlags flags;
  private final Surroundings around;
  private final Tracks<ScanTrack> sources;

  OddFlagScanDetector(OddFlags flags, Surroundings around) {
    this.flags = flags;
    this.around = around;
    ScanSettings settings = around.settings().oddFlags();
    sources = around.tracks(settings.window(), () -> new ScanTrack(settings));
  }

  @Override
  public void see(Packet packet, Turn turn) throws InterruptedException {
    if (!packet.isTcp() || packet.isLaterFragment() || !flags.are(packet.tcpFlags())) {
      return;
    }
    long now = packet.timeNanos();
    ScanTrack source = sources.obtain(packet.sourceHigh(), packet.sourceLow(), 0, now);
    long target = around.fold(packet.targetHigh(), packet.targetLow(), 0);
    source.tried(target, packet.targetPort(), now);
    if (source.isScan(now) && source.beginsEpisode(now, around.quietNanos())) {
      tell(packet, source);
    }
  }

  private void tell(Packet packet, ScanTrack source) throws InterruptedException {
    String ports = Searches.ports(source.inVain());
    around
        .reports()
        .tell(
            new Finding(flags.detector(), source.inVain().firstNanos(), packet.timeNanos())
                .from(packet.source())
                .to(packet.target())
                .protocol(Packet.TCP)
                .with("attempts", source.attempts())
                .with("distinct_ports", source.inVain().size())
                .with("ports", ports)
                .saying(
                    "%s sent segments with %s to ports %s of %s"
                        .formatted(packet.source(), words(), ports, packet.target())));
  }

  private String words() {
    return switch (flags) {
      case NULL -> "no flags";
      case FIN -> "FIN alone";
      case XMAS -> "FIN, PSH and URG";
    };
  }

  @Override
  public long evicted() {
    return sources.evicted();
  }
}
