package io.ironpost.ebpf.detect;

import io.ironpost.ebpf.packet.Packet;

/// Looks for one thing. Called by one thread, in the order of the packets; keeps what it remembers
/// within its [Tracks] and tells an episode once.
interface Detector {
  void see(Packet packet, Turn turn) throws InterruptedException;

  /// How many keys it had to forget too early.
  long evicted();
}
