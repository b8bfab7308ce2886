package io.ironpost.ebpf.detect;

import java.time.Duration;

/// When answers of DNS servers are an attack.
///
/// @param responses large answers to one target, that it did not ask for, within the window
/// @param largeBytes from which length on an answer counts
/// @param window over which is counted
public record AmplificationSettings(int responses, int largeBytes, Duration window) {
  public AmplificationSettings {
    Checks.positive("responses", responses);
    Checks.positive("large_bytes", largeBytes);
    Checks.window(window);
  }

  /// 500 of more than 512 bytes, the most that DNS sent before EDNS (RFC 1035 section 2.3.4).
  public static AmplificationSettings defaults() {
    return new AmplificationSettings(500, 512, Duration.ofSeconds(10));
  }
}
