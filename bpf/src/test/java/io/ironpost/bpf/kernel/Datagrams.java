package io.ironpost.bpf.kernel;

import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/// Traffic over a veth pair.
final class Datagrams {
  private static final int NOBODY = 9; // discard

  private Datagrams() {}

  /// Sends from left to right, to a port where nobody listens.
  static void send(Veth wire, int count) throws Exception {
    send(wire, wire.right().ipv4(), count);
  }

  static void send(Veth wire, InetAddress to, int count) throws Exception {
    wire.left()
        .namespace()
        .enter(() -> {
          try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
              sendOne(socket, to);
            }
          }
          return count;
        });
  }

  private static void sendOne(DatagramSocket socket, InetAddress to) {
    try {
      socket.send(new DatagramPacket(new byte[20], 20, to, NOBODY));
    } catch (IOException _) {
      // an earlier one was answered with "port unreachable", which is told here
    }
  }
}
