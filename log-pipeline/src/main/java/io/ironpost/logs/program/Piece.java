package io.ironpost.logs.program;

/// One part of a template without choices.
sealed interface Piece {
  /// Text that must stand there.
  record Literal(String text) implements Piece {}

  /// A value.
  ///
  /// @param field the field it fills; `_` for none
  /// @param optional whether it may be empty
  record Field(String field, Capture capture, boolean optional) implements Piece {}
}
