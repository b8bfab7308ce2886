package io.ironpost.ebpf.detect;

import java.time.Duration;

/// What the detectors are set to.
///
/// @param maxKeys sources (or targets, or pairs) that one detector remembers; the one with the
///   least evidence goes first
/// @param maxFlows connections remembered at a time
/// @param quiet after this long without more evidence an episode is over, and the next is told anew
public record DetectorSettings(
    SynFloodSettings synFlood,
    ScanSettings portScan,
    ScanSettings slowScan,
    ScanSettings hostSweep,
    ScanSettings oddFlags,
    FloodSettings udpFlood,
    FloodSettings icmpFlood,
    AmplificationSettings amplification,
    BruteForceSettings bruteForce,
    BeaconSettings beacon,
    EgressSettings egress,
    int maxKeys,
    int maxFlows,
    Duration quiet) {
  /// 16,384 keys of a detector that is full take 5 to 10 MB; an attacker with more addresses than
  /// that does not push out those with more evidence.
  public static final int DEFAULT_MAX_KEYS = 16_384;

  /// About 7 MB.
  public static final int DEFAULT_MAX_FLOWS = 65_536;

  static final int LEAST = 64;
  static final int MOST = 1 << 22;

  public DetectorSettings {
    Checks.within("max_keys", maxKeys, LEAST, MOST);
    Checks.within("max_flows", maxFlows, LEAST, MOST);
    Checks.window(quiet);
  }

  public static DetectorSettings defaults() {
    return new DetectorSettings(
        SynFloodSettings.defaults(),
        ScanSettings.portDefaults(),
        ScanSettings.slowDefaults(),
        ScanSettings.sweepDefaults(),
        ScanSettings.oddFlagDefaults(),
        FloodSettings.udpDefaults(),
        FloodSettings.icmpDefaults(),
        AmplificationSettings.defaults(),
        BruteForceSettings.defaults(),
        BeaconSettings.defaults(),
        EgressSettings.anywhere(),
        DEFAULT_MAX_KEYS,
        DEFAULT_MAX_FLOWS,
        Duration.ofMinutes(5));
  }
}
