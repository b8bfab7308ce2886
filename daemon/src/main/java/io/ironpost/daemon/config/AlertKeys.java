package io.ironpost.daemon.config;

import io.ironpost.core.config.Key;
import io.ironpost.core.config.Section;
import java.time.Duration;

/// `[alerts]`: how repeats fold.
public final class AlertKeys {
  public static final Key<Duration> FOLD_WINDOW =
      Keys.span(
          "fold_window",
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofHours(24),
          "Repeats of one alert that come within this time of the last one are folded into it, with"
              + " a count.");
  public static final Key<Duration> UPDATE_INTERVAL =
      Keys.span(
          "update_interval",
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofHours(24),
          "How often an alert that grows is told again at most.");

  private AlertKeys() {}

  static Section section() {
    return Keys.section(
        "alerts", "ALERTS", "Alerts: how repeats fold into one.", FOLD_WINDOW, UPDATE_INTERVAL);
  }
}
