package io.ironpost.rules.match;

/// A question about one value.
interface ValueTest {
  /// @param kind one of the kinds of [EventRecord], without the derived mark; never asked about
  ///   nulls
  boolean holds(byte[] bytes, int start, int end, int kind);
}
