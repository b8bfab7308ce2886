package io.ironpost.ebpf.packet;

/// Takes packets one after the other.
public interface PacketSink {
  /// The packet is the caller's and is filled anew after the return; what is to stay is copied.
  void see(Packet packet) throws InterruptedException;
}
