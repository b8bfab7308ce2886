package io.ironpost.cli.doctor;

import io.ironpost.cli.output.Style;
import java.util.Locale;

/// Something to be changed.
///
/// @param what in one sentence
/// @param measured the figures that say so
/// @param fix the setting or the command, with the value that the figures ask for
record Finding(Gravity gravity, String what, String measured, String fix) {
  /// How bad it is.
  enum Gravity {
    /// Ironpost does not do what it is there for, or loses what it should see.
    ERROR(Style.BAD),
    /// It will come to that, or somebody is not told.
    WARNING(Style.WARNING),
    /// Worth knowing.
    NOTE(Style.NOTE);

    private final Style style;

    Gravity(Style style) {
      this.style = style;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Style style() {
      return style;
    }
  }

  static Finding error(String what, String measured, String fix) {
    return new Finding(Gravity.ERROR, what, measured, fix);
  }

  static Finding warning(String what, String measured, String fix) {
    return new Finding(Gravity.WARNING, what, measured, fix);
  }

  static Finding note(String what, String measured, String fix) {
    return new Finding(Gravity.NOTE, what, measured, fix);
  }
}
