package io.ironpost.bpf.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Words for why a feature is not there.
final class Unavailable {
  private Unavailable() {}

  /// Present when capabilities are missing, which no kernel makes up for.
  static Optional<Availability> forLackOf(Privileges held, Feature feature) {
    List<Capability> missing = held.missing(feature.needs());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String names = missing.stream().map(Enum::name).collect(Collectors.joining(", "));
    return Optional.of(
        new Availability.Missing(
            "%s: this process has no %s".formatted(feature, names), Refusal.grant(missing)));
  }

  /// The kernel does not have it.
  static Availability on(KernelVersion running, Feature feature) {
    return running.compareTo(feature.since()) < 0
        ? new Availability.Missing(
            "%s: the kernel is %s".formatted(feature, running),
            "It needs kernel %s or later".formatted(feature.since()))
        : new Availability.Missing(
            "%s: this kernel does not have it".formatted(feature),
            "It is in kernels from %s on unless built without".formatted(feature.since()));
  }

  /// All rights are there, the version would do, and still it was refused.
  static Availability forbidden(Feature feature, Errno errno) {
    return new Availability.Missing(
        "%s: refused with %s".formatted(feature, errno),
        "A security module, kernel lockdown or a container's seccomp filter forbids it");
  }
}
