package io.ironpost.ebpf.guard;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BootClock;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.InstantSource;

/// A cable between an attacker's host and one that can be guarded.
final class GuardedWire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 400;

  final BootClock clock = BootClock.ofProc(InstantSource.system());
  final NetworkNamespace attacker = NetworkNamespace.create("attacker");
  final NetworkNamespace victim = NetworkNamespace.create("victim");
  final Veth wire;

  GuardedWire() {
    wire = Veth.between(attacker, victim);
    wire.fixNeighbours();
  }

  Guard guard() throws Exception {
    return guard(GuardSettings.of(device()));
  }

  Guard guard(GuardSettings settings) throws Exception {
    return victim.enter(() -> Guard.open(settings, clock));
  }

  /// The guarded interface.
  String device() {
    return wire.right().device();
  }

  IpPrefix attackerV4() {
    return prefix(wire.left().ipv4());
  }

  IpPrefix attackerV6() {
    return prefix(wire.left().ipv6());
  }

  private static IpPrefix prefix(InetAddress address) {
    return IpPrefix.of(address.getHostAddress().replaceFirst("%.*", "")).orElseThrow();
  }

  boolean pings() throws Exception {
    return answers(wire.right().ipv4());
  }

  boolean pingsV6() throws Exception {
    return answers(wire.right().ipv6());
  }

  /// By ICMP, which the JDK uses where it may.
  private boolean answers(InetAddress address) throws Exception {
    return attacker.enter(() -> address.isReachable(PATIENCE_MILLIS));
  }

  /// One datagram from the attacker's socket.
  static void send(DatagramSocket socket, InetAddress to, int port) throws Exception {
    socket.send(new DatagramPacket(new byte[20], 20, to, port));
  }

  @Override
  public void close() {
    attacker.close();
    victim.close();
  }
}
