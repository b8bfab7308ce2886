package io.ironpost.daemon.control;

import io.ironpost.core.module.Health;
import io.ironpost.ebpf.guard.Degradation;
import io.ironpost.ebpf.guard.GuardStatistics;
import java.time.Instant;
import java.util.List;

/// How it is on the wire.
///
/// @param at when the figures were read
/// @param statistics without interfaces where nothing is guarded; `health` says why
public record NetView(
    Instant at, Health health, List<Degradation> degradations, GuardStatistics statistics) {
  public NetView {
    degradations = List.copyOf(degradations);
  }

  /// Nothing is guarded.
  public static NetView none(Instant at, String why) {
    return new NetView(
        at,
        new Health.Degraded(why),
        List.of(),
        new GuardStatistics(List.of(), 0, 0, 0, 0, List.of()));
  }
}
