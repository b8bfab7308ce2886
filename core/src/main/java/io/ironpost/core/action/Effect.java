package io.ironpost.core.action;

/// What came of an order to an [Enforcer].
public sealed interface Effect {
  /// The world is now as ordered.
  record Done() implements Effect {}

  /// It was so before.
  record AlreadySo() implements Effect {}

  /// It will never be done.
  ///
  /// @param why for people, with what to do
  record Refused(String why) implements Effect {}

  /// It could not be done now.
  ///
  /// @param why for people, with what to do
  record Failed(String why) implements Effect {}
}
