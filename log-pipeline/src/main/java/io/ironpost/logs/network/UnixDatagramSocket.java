package io.ironpost.logs.network;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;

/// One Unix datagram socket, bound to a path. One thread reads; [#shutdown] may come from another.
final class UnixDatagramSocket implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = LinuxSockets.state(arena);
  private final MemorySegment message;
  private final ByteBuffer view;
  private final MemorySegment waiting;
  private final int fd;
  private boolean closed; // a closed descriptor's number may be another file's already

  /// @param maxMessageBytes of a longer message the beginning is read
  UnixDatagramSocket(Path path, int maxMessageBytes) throws IOException {
    message = arena.allocate(maxMessageBytes);
    view = message.asByteBuffer();
    try {
      fd = LinuxSockets.datagramSocket(state);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
    waiting = LinuxSockets.readable(arena, fd);
    try {
      LinuxSockets.bind(state, fd, path);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Waits until there is something to read, or the time is over, or the end has come. This holds
  /// its thread: no place for a virtual one.
  void await(int millis) throws IOException {
    LinuxSockets.poll(state, waiting, millis);
  }

  /// Reads the next message into [#message] without waiting, and says how long it was; empty when
  /// there is none.
  OptionalInt receive() throws IOException {
    long length = LinuxSockets.receive(state, fd, message);
    while (length < 0 && LinuxSockets.errno(state) == LinuxSockets.EINTR) {
      length = LinuxSockets.receive(state, fd, message);
    }
    if (length >= 0) {
      view.clear().limit((int) Math.min(length, view.capacity()));
      return OptionalInt.of((int) length);
    }
    int errno = LinuxSockets.errno(state);
    if (errno == LinuxSockets.EAGAIN) {
      return OptionalInt.empty();
    }
    throw new IOException(LinuxSockets.text(errno));
  }

  /// What the last [#receive] read, up to the limit.
  ByteBuffer message() {
    return view;
  }

  /// No more comes in. What is there can be read.
  synchronized void shutdown() {
    if (closed) {
      return;
    }
    try (Arena own = Arena.ofConfined()) {
      LinuxSockets.shutdownInput(LinuxSockets.state(own), fd);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LinuxSockets.close(state, fd);
      arena.close();
    }
  }
}
