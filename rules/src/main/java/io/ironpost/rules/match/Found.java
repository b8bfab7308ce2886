package io.ironpost.rules.match;

/// Told of every literal that an index meets in a value, possibly more than once.
interface Found {
  /// @param literal the number that the literal was put into the index under
  void found(int literal);
}
