package io.ironpost.response.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much is left to this program. From the one that does nothing to the one that does all, the
/// way that operators go.
public enum Mode {
  /// Says what would be done and does nothing. What one starts with.
  OBSERVE,
  /// Asks a person; does nothing when nobody answers.
  ASK,
  /// Does it and says so.
  ENFORCE;

  /// The word in configurations and output.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Mode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Mode::word).toList();
  }
}
