package io.ironpost.ebpf.detect;

import java.time.Duration;

/// How many different things one source tries in vain before it is a scan.
///
/// @param distinct ports of one host, or hosts with one port, where no connection came about
/// @param window within which they are tried
public record ScanSettings(int distinct, Duration window) {
  /// Each is remembered for the time of the window, by source: an attacker chooses how many.
  static final int MAX_DISTINCT = 1_024;

  public ScanSettings {
    Checks.positive("distinct", distinct);
    Checks.window(window);
    if (distinct > MAX_DISTINCT) {
      throw new IllegalArgumentException(
          "distinct must be at most " + MAX_DISTINCT + ", got " + distinct);
    }
  }

  /// 20 ports in a minute.
  public static ScanSettings portDefaults() {
    return new ScanSettings(20, Duration.ofMinutes(1));
  }

  /// 20 ports in a day: `nmap -T0` sends a packet every five minutes.
  public static ScanSettings slowDefaults() {
    return new ScanSettings(20, Duration.ofDays(1));
  }

  /// 30 hosts in a minute; a browser behind a dead uplink stays below.
  public static ScanSettings sweepDefaults() {
    return new ScanSettings(30, Duration.ofMinutes(1));
  }

  /// Five ports in a minute with flags that no TCP sends.
  public static ScanSettings oddFlagDefaults() {
    return new ScanSettings(5, Duration.ofMinutes(1));
  }
}
