package io.ironpost.core.action;

/// Something done to the world because of a decision. Each has an inverse.
public sealed interface Action permits BlockAddress {
  /// The word in policies, the journal and the command line: `block_address`.
  String kind();

  /// Whom it is done to, as people write it.
  String target();
}
