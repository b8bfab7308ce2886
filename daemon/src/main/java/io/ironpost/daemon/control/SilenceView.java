package io.ironpost.daemon.control;

import java.time.Instant;
import java.util.List;

/// A silence: alerts it covers are kept but told to nobody.
///
/// @param matchers all of which an alert must meet: `rule=ssh_brute_force`, `src_ip=203.0.113.0/24`
/// @param reason why, for whoever finds it
/// @param owner who wanted it
public record SilenceView(
    String id, List<String> matchers, String reason, String owner, Instant from, Instant until) {
  public SilenceView {
    matchers = List.copyOf(matchers);
  }
}
