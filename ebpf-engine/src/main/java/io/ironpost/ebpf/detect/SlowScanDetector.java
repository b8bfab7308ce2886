package io.ironpost.ebpf.detect;

/// One source that tries many ports of one host in vain and takes hours for it.
///
/// A port counts when the one before was tried long enough ago: as long as a scan at the edge of
/// what [PortScanDetector] sees would wait. What that one told already is not told again.
final class SlowScanDetector extends ScanDetector {
  private final PortScanDetector fast;
  private final long paceNanos;

  SlowScanDetector(Surroundings around, PortScanDetector fast) {
    super(around, around.settings().slowScan());
    this.fast = fast;
    ScanSettings fastOnes = around.settings().portScan();
    paceNanos = fastOnes.window().toNanos() / fastOnes.distinct();
  }

  @Override
  boolean concerns(Attempt attempt) {
    return attempt.hasPort();
  }

  @Override
  long place(Attempt attempt) {
    return around().fold(attempt.peerHigh(), attempt.peerLow(), 0);
  }

  @Override
  long valueHigh(Attempt attempt) {
    return attempt.protocol();
  }

  @Override
  long valueLow(Attempt attempt) {
    return attempt.port();
  }

  @Override
  boolean counts(Attempt attempt, ScanTrack track) {
    if (fast.isScanning(attempt)) {
      track.clear();
      return false;
    }
    return attempt.nowNanos() - track.triedNanos() >= paceNanos;
  }

  @Override
  Finding finding(Attempt attempt, ScanTrack track) {
    return Searches.ports("slow_scan", attempt, track);
  }
}
