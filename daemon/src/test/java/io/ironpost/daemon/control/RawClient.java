package io.ironpost.daemon.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// A client that behaves badly.
final class RawClient implements AutoCloseable {
  private final SocketChannel channel;

  RawClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  RawClient send(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Everything until the server closes; fails when it does not within `most`.
  String readToEnd(Duration most) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    channel.configureBlocking(false);
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    long deadline = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < deadline) {
      int read = readOrEnd(buffer);
      if (read < 0) {
        return text.toString();
      }
      text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      buffer.clear();
      if (read == 0) {
        Thread.sleep(5); // polls; the deadline decides
      }
    }
    throw new AssertionError("the server did not close; it sent: " + text);
  }

  private int readOrEnd(ByteBuffer buffer) {
    try {
      return channel.read(buffer);
    } catch (IOException _) {
      return -1; // reset: it closed without reading all we sent
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
