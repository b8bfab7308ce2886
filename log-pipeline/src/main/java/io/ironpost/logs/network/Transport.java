package io.ironpost.logs.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// How the bytes of a connection become the bytes of messages.
@FunctionalInterface
interface Transport {
  /// As they are.
  Transport PLAIN = Channels::newInputStream;

  /// A stream whose `available` is above zero only if a read would not wait: lines are handed on
  /// before a wait. Does what must come first (a handshake) and may wait for it.
  InputStream open(SocketChannel channel) throws IOException;
}
