package io.ironpost.ebpf.detect;

import java.time.Duration;

/// When a host calls home.
///
/// @param intervals how many are looked at, at least
/// @param jitter how far an interval may be off the usual one, as a share of it
/// @param shortest usual interval that counts
/// @param longest usual interval that counts
public record BeaconSettings(int intervals, double jitter, Duration shortest, Duration longest) {
  static final int MAX_INTERVALS = 256;

  public BeaconSettings {
    Checks.positive("intervals", intervals);
    Checks.share("jitter", jitter);
    Checks.window(shortest);
    Checks.window(longest);
    if (intervals > MAX_INTERVALS) {
      throw new IllegalArgumentException(
          "intervals must be at most " + MAX_INTERVALS + ", got " + intervals);
    }
    if (shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException("shortest is longer than longest");
    }
  }

  /// 16 intervals of 5 s to 2 h, each off by 30 % at most: the jitter that implants are set to
  /// most.
  public static BeaconSettings defaults() {
    return new BeaconSettings(16, 0.3, Duration.ofSeconds(5), Duration.ofHours(2));
  }
}
