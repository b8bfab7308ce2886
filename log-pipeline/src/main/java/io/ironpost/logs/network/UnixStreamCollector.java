package io.ironpost.logs.network;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;

/// Receives syslog over a Unix stream socket, framed as over TCP. glibc's syslog(3) ends its
/// messages with a NUL there, others with a line feed.
public final class UnixStreamCollector implements Module {
  public static final String NAME = "syslog-unix-stream";

  private final UnixSettings settings;
  private final StreamListener listener;

  /// @param sink called from many threads
  public UnixStreamCollector(
      UnixSettings settings, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.settings = settings;
    this.listener =
        new StreamListener(NAME, settings.limits(), new Intake(NAME, sink, ledger, clock));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Path path = settings.path();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      SocketFile file = bind(server, path);
      try {
        listener.serve(server, Transport.PLAIN);
      } finally {
        file.remove();
      }
    }
  }

  private SocketFile bind(ServerSocketChannel server, Path path) {
    try {
      SocketFile.makeRoom(path);
      server.bind(UnixDomainSocketAddress.of(path), StreamListener.BACKLOG);
      return SocketFile.of(path, settings.permissions());
    } catch (IOException e) {
      throw BindFailedException.of(path, e);
    }
  }

  @Override
  public void stop() {
    listener.stop();
  }

  @Override
  public Health health() {
    return listener.health();
  }

  /// Whether senders can connect.
  public boolean isListening() {
    return listener.isListening();
  }
}
