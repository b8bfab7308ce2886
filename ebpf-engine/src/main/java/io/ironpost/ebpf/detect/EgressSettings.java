package io.ironpost.ebpf.detect;

import io.ironpost.core.net.IpPrefix;
import java.util.List;
import java.util.Set;

/// Where this host may open connections to. With both empty everywhere is expected, and nothing is
/// reported.
///
/// @param prefixes expected targets
/// @param ports expected at any target
public record EgressSettings(List<IpPrefix> prefixes, Set<Integer> ports) {
  public EgressSettings {
    prefixes = List.copyOf(prefixes);
    ports = Set.copyOf(ports);
    ports.forEach(port -> Checks.port("ports", port));
  }

  public static EgressSettings anywhere() {
    return new EgressSettings(List.of(), Set.of());
  }

  boolean isLimited() {
    return !prefixes.isEmpty() || !ports.isEmpty();
  }
}
