package io.ironpost.ebpf.detect;

/// One source that tries the same port (or a ping) with many hosts in vain.
final class HostSweepDetector extends ScanDetector {
  HostSweepDetector(Surroundings around) {
    super(around, around.settings().hostSweep());
  }

  @Override
  boolean concerns(Attempt attempt) {
    return true;
  }

  @Override
  long place(Attempt attempt) {
    return around().fold(0, attempt.protocol(), attempt.port());
  }

  @Override
  long valueHigh(Attempt attempt) {
    return attempt.peerHigh();
  }

  @Override
  long valueLow(Attempt attempt) {
    return attempt.peerLow();
  }

  @Override
  Finding finding(Attempt attempt, ScanTrack track) {
    return Searches.hosts("host_sweep", attempt, track);
  }
}
