package io.ironpost.ebpf.detect;

import java.time.Duration;

/// When packets of one protocol are too many.
///
/// @param perSource packets of one source within the window
/// @param perTarget packets to one target within the window, from many sources
/// @param window over which is counted
public record FloodSettings(int perSource, int perTarget, Duration window) {
  public FloodSettings {
    Checks.positive("per_source", perSource);
    Checks.positive("per_target", perTarget);
    Checks.window(window);
  }

  /// 1,000 a second for ten seconds. Voice and video of one way stay under 500; what is answered
  /// (QUIC, iperf3) does not count at all.
  public static FloodSettings udpDefaults() {
    return new FloodSettings(10_000, 20_000, Duration.ofSeconds(10));
  }

  /// A hundred a second for ten seconds: a monitor sends one, an impatient `ping -i 0.2` five.
  public static FloodSettings icmpDefaults() {
    return new FloodSettings(1_000, 5_000, Duration.ofSeconds(10));
  }
}
