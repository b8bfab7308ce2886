package io.ironpost.logs.network;

import java.time.Duration;

/// What senders over connections may do.
///
/// @param connections open at a time
/// @param connectionsPerPeer of one address
/// @param maxMessageBytes of a longer message the beginning is kept
/// @param idle how long a connection may be silent
/// @param message how long one message may take from its first byte to its last
/// @param handshake how long TLS may take to begin
/// @param maxSenders that are sources of their own; all others are one source together
public record StreamLimits(
    int connections,
    int connectionsPerPeer,
    int maxMessageBytes,
    Duration idle,
    Duration message,
    Duration handshake,
    int maxSenders) {
  /// At worst, when each holds half of the longest message, they take 80 MiB.
  public static final int CONNECTIONS = 1_024;

  /// A relay with a worker per core needs fewer; one bad peer cannot take the room of all.
  public static final int CONNECTIONS_PER_PEER = 64;

  public static final int MAX_MESSAGE_BYTES = 64 << 10;

  /// Senders keep connections open for hours and are silent at night; who was cut off connects
  /// again with its next message.
  public static final Duration IDLE = Duration.ofHours(1);

  /// Against peers that send a byte a minute to keep a connection (slow loris).
  public static final Duration MESSAGE = Duration.ofSeconds(30);

  public static final Duration HANDSHAKE = Duration.ofSeconds(10);

  public StreamLimits {
    UdpSettings.require(connections >= 1, "%d connections at most", connections);
    UdpSettings.require(
        connectionsPerPeer >= 1, "%d connections of a peer at most", connectionsPerPeer);
    UdpSettings.require(
        maxMessageBytes >= UdpSettings.LEAST_MESSAGE_BYTES,
        "messages of %d bytes at most",
        maxMessageBytes);
    UdpSettings.require(maxSenders >= 1, "%d senders at most", maxSenders);
    if (!idle.isPositive() || !message.isPositive() || !handshake.isPositive()) {
      throw new IllegalArgumentException(
          "limits of time: idle %s, message %s, handshake %s".formatted(idle, message, handshake));
    }
  }

  public static StreamLimits defaults() {
    return new StreamLimits(
        CONNECTIONS,
        CONNECTIONS_PER_PEER,
        MAX_MESSAGE_BYTES,
        IDLE,
        MESSAGE,
        HANDSHAKE,
        UdpSettings.MAX_SENDERS);
  }

  /// These with other numbers of connections.
  public StreamLimits withConnections(int all, int perPeer) {
    return new StreamLimits(all, perPeer, maxMessageBytes, idle, message, handshake, maxSenders);
  }

  /// The shortest time limit; who watches over them looks a few times in it.
  Duration shortest() {
    Duration two = message.compareTo(handshake) < 0 ? message : handshake;
    return two.compareTo(idle) < 0 ? two : idle;
  }
}
