package io.ironpost.alerts.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/// Which characters stand in JSON as `\\uXXXX`: those that a terminal or an editor would act on
/// instead of showing them. To a machine the text is the same.
///
/// Log lines are written by the attacker: an escape sequence rewrites the screen of whoever looks
/// at an alert (CWE-150), U+202E makes it read backwards (CVE-2021-42574). All surrogates are among
/// them, so that half a pair, of which UTF-8 knows nothing, survives.
final class VisibleEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;
  private static final int DELETE = 0x7f;

  private final int[] ascii = standardAsciiEscapesForJSON();

  VisibleEscapes() {
    ascii[DELETE] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          new SerializedString("\\u%04X".formatted(character));
      default -> null;
    };
  }
}
