package io.ironpost.rules.model;

import java.util.List;

/// Text with wildcards, matched against the whole value: `contains` is `*text*`. Wildcards cross
/// line ends. Adjacent literals are joined and runs of `*` are one [AnyRun], so equal patterns are
/// equal.
///
/// @param parts empty for the empty string
/// @param cased whether case matters; without it letters fold by Unicode's simple case folding
public record TextPattern(List<Part> parts, boolean cased) {
  public TextPattern {
    parts = List.copyOf(parts);
  }

  /// A piece of the pattern.
  public sealed interface Part {}

  /// Bytes as they stand (UTF-8 unless an encoding modifier made them).
  public record Literal(ByteString bytes) implements Part {}

  /// `?`: one character.
  public record AnyOne() implements Part {}

  /// `*`: any number of characters, none included.
  public record AnyRun() implements Part {}
}
