package io.ironpost.core.module;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// How something is, with the reason when it is not well.
public sealed interface Health {
  /// Works.
  record Up() implements Health {}

  /// Works in part, or not as well as it should.
  record Degraded(String why) implements Health {}

  /// Does not work.
  record Down(String why) implements Health {}

  /// The health of a whole: as bad as its worst part, with the reasons of all parts that bad. A
  /// whole without parts is up.
  static Health worstOf(Collection<Health> parts) {
    List<String> down =
        parts.stream().filter(Down.class::isInstance).map(Health::reason).distinct().toList();
    if (!down.isEmpty()) {
      return new Down(String.join("; ", down));
    }
    String degraded =
        parts.stream()
            .filter(Degraded.class::isInstance)
            .map(Health::reason)
            .distinct()
            .collect(Collectors.joining("; "));
    return degraded.isEmpty() ? new Up() : new Degraded(degraded);
  }

  /// Why it is not up; empty when it is.
  default String reason() {
    return switch (this) {
      case Up() -> "";
      case Degraded(var why) -> why;
      case Down(var why) -> why;
    };
  }
}
