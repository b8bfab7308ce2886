package io.ironpost.ebpf.detect;

import java.time.Duration;

/// When requests for connections are too many.
///
/// @param ratio least share of SYNs among a source's TCP packets, and of connections to a target
///   that were asked for and never begun
/// @param minPackets TCP packets of one source within the window
/// @param minSynsToTarget SYNs to one target within the window, from all sources
/// @param minSources how many sources those come from, at least; fewer are judged one by one
/// @param window over which is counted
public record SynFloodSettings(
    double ratio, int minPackets, int minSynsToTarget, int minSources, Duration window) {
  public SynFloodSettings {
    Checks.share("ratio", ratio);
    Checks.positive("min_packets", minPackets);
    Checks.positive("min_syns_to_target", minSynsToTarget);
    Checks.positive("min_sources", minSources);
    Checks.window(window);
  }

  /// 0.7 of 100 packets in ten seconds, and 100 a second to one target from 50 sources. A client
  /// that is served sends at least two packets more per SYN (its ACK and its FIN), which is 0.33.
  public static SynFloodSettings defaults() {
    return new SynFloodSettings(0.7, 100, 1_000, 50, Duration.ofSeconds(10));
  }
}
