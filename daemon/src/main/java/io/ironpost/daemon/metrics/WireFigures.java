package io.ironpost.daemon.metrics;

import java.util.Map;
import java.util.Optional;

/// Packets and what was done about alerts.
///
/// @param packets by protocol (`tcp`, `udp`, `icmp`, `other`) and in `total`
/// @param packetsPerSecond likewise
/// @param bitsPerSecond likewise
/// @param bytes of all packets
/// @param blocked packets dropped: by the blocklist and by rules for packets
/// @param cost how long the program takes for a packet, averaged over a second, where it is
///   measured
/// @param blocks addresses and networks blocked one by one now
/// @param feedNetworks networks of imported lists now
/// @param actions how many came into a state since the start, by the state's word
/// @param open how many are in a state now, by the state's word
public record WireFigures(
    Map<String, Long> packets,
    Map<String, Double> packetsPerSecond,
    Map<String, Double> bitsPerSecond,
    long bytes,
    long blocked,
    Optional<LatencyHistogram.Snapshot> cost,
    long blocks,
    long feedNetworks,
    Map<String, Long> actions,
    Map<String, Long> open) {
  /// Nothing is watched, nothing was done.
  public static final WireFigures NONE =
      new WireFigures(
          Map.of(), Map.of(), Map.of(), 0, 0, Optional.empty(), 0, 0, Map.of(), Map.of());
}
