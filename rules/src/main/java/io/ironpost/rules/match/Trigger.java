package io.ironpost.rules.match;

import io.ironpost.rules.model.ByteString;

/// Something cheap to notice in an event, by which the index wakes a rule.
///
/// @param kind where the literal must stand
/// @param fieldId the field, or [#ANY_TEXT]
/// @param literal lower case (ASCII); empty for [Kind#PRESENT]; for [Kind#NUMBER] the decimal
///   digits
record Trigger(Kind kind, int fieldId, ByteString literal) {
  /// Instead of a field: every text of the event.
  static final int ANY_TEXT = -2;

  /// Where the literal stands in the value.
  enum Kind {
    PRESENT,
    EXACT,
    NUMBER,
    PREFIX,
    SUFFIX,
    INFIX
  }

  static Trigger of(Kind kind, int fieldId, byte[] literal) {
    return new Trigger(kind, fieldId, ByteString.of(Ascii.fold(literal)));
  }

  static Trigger present(int fieldId) {
    return new Trigger(Kind.PRESENT, fieldId, ByteString.of(new byte[0]));
  }

  /// An estimate of how often an ordinary event has this, 0–1. Only the order of the estimates
  /// matters: of several necessary literals the rarest is indexed.
  double frequency() {
    double base =
        switch (kind) {
          case PRESENT -> 0.9;
          case NUMBER -> 0.15;
          case EXACT -> Rarity.ofText(literal) * 0.5;
          case PREFIX, SUFFIX -> Rarity.ofText(literal) * 0.7;
          case INFIX -> Rarity.ofText(literal);
        };
    return fieldId == ANY_TEXT ? Math.min(1, base * 2) : base;
  }
}
