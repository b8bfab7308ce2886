package io.ironpost.logs.network;

import io.ironpost.core.channel.Overflow;

/// How syslog over UDP (RFC 5426) is received.
///
/// @param receiveBufferBytes asked of the kernel: what it holds while nobody reads
/// @param maxMessageBytes of a longer message the beginning is kept
/// @param queueBytes what may wait for the next stage
/// @param overflow what happens when that is full; with [Overflow#BLOCK] the kernel drops
/// @param maxSenders that are sources of their own; all others are one source together
public record UdpSettings(
    ListenAddress bind,
    int receiveBufferBytes,
    int maxMessageBytes,
    int queueBytes,
    Overflow overflow,
    int maxSenders) {
  /// Some 5,000 datagrams: the kernel counts about 800 bytes for a small one.
  public static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  /// No datagram is larger (65,507 bytes over IPv4).
  public static final int MAX_MESSAGE_BYTES = 64 << 10;

  /// A second of 100,000 usual messages.
  public static final int QUEUE_BYTES = 16 << 20;

  /// More than an agent's host should ever hear; each costs a parser.
  public static final int MAX_SENDERS = 1_024;

  /// A usual message must fit: RFC 3164 has 1,024 bytes, RFC 5424 wants at least 480.
  static final int LEAST_MESSAGE_BYTES = 480;

  public UdpSettings {
    require(receiveBufferBytes > 0, "a receive buffer of %d bytes", receiveBufferBytes);
    require(
        maxMessageBytes >= LEAST_MESSAGE_BYTES && maxMessageBytes <= MAX_MESSAGE_BYTES,
        "messages of %d bytes at most",
        maxMessageBytes);
    require(queueBytes >= DatagramQueue.LOAD_BYTES, "a queue of %d bytes", queueBytes);
    require(maxSenders >= 1, "%d senders at most", maxSenders);
  }

  static void require(boolean holds, String what, int number) {
    if (!holds) {
      throw new IllegalArgumentException("out of range: " + what.formatted(number));
    }
  }

  public static UdpSettings defaults(ListenAddress bind) {
    return new UdpSettings(
        bind,
        RECEIVE_BUFFER_BYTES,
        MAX_MESSAGE_BYTES,
        QUEUE_BYTES,
        Overflow.DROP_OLDEST,
        MAX_SENDERS);
  }
}
