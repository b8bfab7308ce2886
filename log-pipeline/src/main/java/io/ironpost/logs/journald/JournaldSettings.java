package io.ironpost.logs.journald;

import java.util.List;

/// What is read of the journal.
///
/// @param journalctl the program; a name is looked for on the PATH
/// @param units only these; all when empty
/// @param from where to begin on the very first start
public record JournaldSettings(String journalctl, List<String> units, From from) {
  /// Where to begin when no place to go on from is known.
  public enum From {
    /// With the oldest entry there is.
    BEGINNING,
    /// With what is written from now on.
    END
  }

  public JournaldSettings {
    units = List.copyOf(units);
    if (journalctl.isBlank() || units.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("journalctl '%s', units %s".formatted(journalctl, units));
    }
  }

  public static JournaldSettings defaults() {
    return new JournaldSettings("journalctl", List.of(), From.END);
  }

  /// These, with another program.
  public JournaldSettings journalctl(String other) {
    return new JournaldSettings(other, units, from);
  }

  /// These, for other units.
  public JournaldSettings units(List<String> others) {
    return new JournaldSettings(journalctl, others, from);
  }

  /// These, with another beginning.
  public JournaldSettings from(From other) {
    return new JournaldSettings(journalctl, units, other);
  }
}
