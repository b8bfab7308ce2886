package io.ironpost.ebpf.packet;

/// Which way a packet went past the place where it was seen.
public enum Direction {
  INBOUND,
  OUTBOUND,
  /// A capture does not say which of its addresses are those of the host.
  UNKNOWN
}
