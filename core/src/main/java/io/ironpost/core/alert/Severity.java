package io.ironpost.core.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How bad it is, in Sigma's five levels, from least to worst. What each means for whoever is woken
/// up by it is written down in `docs/severity.md`.
public enum Severity {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /// The lower-case word used in rules and output.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a level; case does not matter and `info` is understood as the original wrote it.
  public static Optional<Severity> of(String word) {
    String folded = word.strip().toLowerCase(Locale.ROOT);
    if (folded.equals("info")) {
      return Optional.of(INFORMATIONAL);
    }
    return Arrays.stream(values()).filter(s -> s.word().equals(folded)).findFirst();
  }

  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }
}
