package io.ironpost.core.channel;

/// What a full channel does with one thing more.
public enum Overflow {
  /// The sender waits: for sources that can be held back (files, TCP).
  BLOCK,
  /// The thing that has waited longest goes: for UDP, where the newest says most.
  DROP_OLDEST,
  /// The new one goes.
  DROP_NEWEST
}
