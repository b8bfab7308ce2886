package io.ironpost.logs.network;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;

/// Receives syslog over TCP (RFC 6587). Senders are held back when the next stage is slow.
///
/// Plain syslog over TCP has no acknowledgement: what lies in a dead sender's or a killed
/// receiver's buffers is lost without anybody knowing.
public final class SyslogTcpCollector implements Module {
  public static final String NAME = "syslog-tcp";

  private final ListenAddress bind;
  private final StreamListener listener;

  /// @param sink called from many threads
  public SyslogTcpCollector(
      TcpSettings settings, BatchSink sink, Ledger ledger, InstantSource clock) {
    this.bind = settings.bind();
    this.listener =
        new StreamListener(NAME, settings.limits(), new Intake(NAME, sink, ledger, clock));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    listener.serve(listenOn("tcp", bind), Transport.PLAIN);
  }

  static ServerSocketChannel listenOn(String protocol, ListenAddress bind) throws IOException {
    ServerSocketChannel server = null;
    try {
      InetSocketAddress address = bind.resolved();
      server = ServerSocketChannel.open(ListenAddress.family(address));
      // A restart must not wait for connections of the last run to be forgotten (TIME_WAIT).
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return server.bind(address, StreamListener.BACKLOG);
    } catch (IOException e) {
      if (server != null) {
        server.close();
      }
      throw BindFailedException.of(protocol, bind, e);
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

  /// The port it listens on; 0 while it does not.
  public int port() {
    return listener.port();
  }

  /// Open connections.
  public int connections() {
    return listener.connections();
  }
}
