package io.ironpost.ebpf.detect;

/// One source that tries the same port (or a ping) with many hosts in vain.
///
/// A resolver asks hundreds of servers a minute, and a monitor pings as many hosts; some are always
/// down. So what is in vain has to be more than what comes about.
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
  boolean convinces(ScanTrack track) {
    return !track.isMostlyServed();
  }

  @Override
  Finding finding(Attempt attempt, ScanTrack track) {
    return Searches.hosts("host_sweep", attempt, track);
  }
}
