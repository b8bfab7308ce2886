package io.ironpost.daemon.control;

import java.time.Duration;
import java.util.List;

/// A wanted silence, from now on.
///
/// @param matchers at least one, `name=value`
/// @param lasts positive: every silence ends
public record SilenceOrder(List<String> matchers, String reason, String owner, Duration lasts) {
  public SilenceOrder {
    matchers = List.copyOf(matchers);
  }
}
