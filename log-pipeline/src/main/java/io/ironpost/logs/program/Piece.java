package io.ironpost.logs.program;

/// One part of a template without choices.
///
/// Equality is spelled out: what the compiler makes for records is put together at run time, which
/// costs ten milliseconds of the start.
sealed interface Piece {
  /// Text that must stand there.
  record Literal(String text) implements Piece {
    @Override
    public boolean equals(Object other) {
      return other instanceof Literal that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /// A value.
  ///
  /// @param field the field it fills; `_` for none
  /// @param optional whether it may be empty
  record Field(String field, Capture capture, boolean optional) implements Piece {
    @Override
    public boolean equals(Object other) {
      return other instanceof Field that
          && field.equals(that.field)
          && capture == that.capture
          && optional == that.optional;
    }

    @Override
    public int hashCode() {
      return field.hashCode() * 31 + capture.ordinal();
    }
  }
}
