package io.ironpost.ebpf.detect;

/// One source that tries many ports of one host in vain.
final class PortScanDetector extends ScanDetector {
  PortScanDetector(Surroundings around) {
    super(around, around.settings().portScan());
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
  Finding finding(Attempt attempt, ScanTrack track) {
    return Searches.ports("port_scan", attempt, track);
  }

  /// Whether these two are in an episode.
  boolean isScanning(Attempt attempt) {
    ScanTrack track = track(attempt);
    return track != null && track.isInEpisode(attempt.nowNanos());
  }
}
