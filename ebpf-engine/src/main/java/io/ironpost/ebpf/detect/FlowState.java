package io.ironpost.ebpf.detect;

/// How far a connection has come.
public enum FlowState {
  /// One side has spoken.
  ASKED,
  /// The other side has answered.
  ANSWERED,
  /// The opener went on after the answer: both are there.
  ESTABLISHED,
  /// The other side wants none (RST, or ICMP unreachable).
  REFUSED,
  /// Ended by one of them.
  CLOSED
}
