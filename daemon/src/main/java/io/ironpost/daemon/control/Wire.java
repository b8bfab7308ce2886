package io.ironpost.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/// A connection to a Unix socket that waits no longer than it should. A blocking channel has no
/// timeout, so this one selects.
final class Wire extends InputStream {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int END = -1;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration patience;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

  private Wire(SocketChannel channel, Selector selector, SelectionKey key, Duration patience) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
    this.patience = patience;
  }

  static Wire connect(Path socket, Duration patience) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket)); // at once, or refused
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      return new Wire(channel, selector, channel.register(selector, 0), patience);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  void write(byte[]... parts) throws IOException {
    for (byte[] part : parts) {
      ByteBuffer rest = ByteBuffer.wrap(part);
      while (rest.hasRemaining()) {
        if (channel.write(rest) == 0) {
          await(SelectionKey.OP_WRITE);
        }
      }
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xFF : END;
  }

  /// What is there, at least one byte.
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return END;
    }
    int taken = Math.min(length, buffer.remaining());
    buffer.get(into, offset, taken);
    return taken;
  }

  /// False at the end.
  private boolean fill() throws IOException {
    while (!buffer.hasRemaining()) {
      buffer.clear();
      int read = channel.read(buffer);
      buffer.flip();
      if (read < 0) {
        return false;
      }
      if (read == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return true;
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    if (selector.select(patience.toMillis()) == 0) {
      throw new SocketTimeoutException("nothing for " + patience.toSeconds() + " s");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      key.cancel();
    }
  }
}
