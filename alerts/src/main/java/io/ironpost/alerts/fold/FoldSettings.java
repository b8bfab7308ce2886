package io.ironpost.alerts.fold;

import java.time.Duration;

/// How repeats fold.
///
/// @param window a repeat that comes later than this after the last one is a new alert
/// @param firstUpdate how soon an alert that grew is told again for the first time; the wait then
///   doubles, so that somebody who looks sees it grow and a flood is told a few times an hour only
/// @param updateInterval the limit of that doubling
/// @param maxFolds open alerts; beyond it the one untouched the longest is closed
/// @param maxBytes memory of open alerts, about; beyond half of it lines are only counted, beyond
///   it alerts are closed as above
/// @param maxReferences places of lines that one alert keeps; later ones are counted
public record FoldSettings(
    Duration window,
    Duration firstUpdate,
    Duration updateInterval,
    int maxFolds,
    long maxBytes,
    int maxReferences) {
  /// An attacker chooses the groups (addresses, user names), so their number is capped.
  public static final int DEFAULT_MAX_FOLDS = 10_000;

  /// A quarter of what the daemon may use under load (256 MB).
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  /// A revision carries all of them: a thousand are 60 KB.
  public static final int DEFAULT_MAX_REFERENCES = 1_000;

  public FoldSettings {
    if (!window.isPositive()
        || !firstUpdate.isPositive()
        || updateInterval.compareTo(firstUpdate) < 0) {
      throw new IllegalArgumentException(
          "window %s, updates after %s to %s".formatted(window, firstUpdate, updateInterval));
    }
    if (maxFolds < 1 || maxBytes < 1 || maxReferences < 0) {
      throw new IllegalArgumentException(
          "%d folds, %d bytes, %d references".formatted(maxFolds, maxBytes, maxReferences));
    }
  }

  /// The original folded within 60 seconds (`alert_dedup_window_secs`).
  public static FoldSettings defaults() {
    return of(Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  /// With the two settings that users have, and the limits as they are by default.
  public static FoldSettings of(Duration window, Duration updateInterval) {
    Duration second = Duration.ofSeconds(1);
    return new FoldSettings(
        window,
        updateInterval.compareTo(second) < 0 ? updateInterval : second,
        updateInterval,
        DEFAULT_MAX_FOLDS,
        DEFAULT_MAX_BYTES,
        DEFAULT_MAX_REFERENCES);
  }
}
