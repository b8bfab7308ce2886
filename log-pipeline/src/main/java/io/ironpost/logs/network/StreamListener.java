package io.ironpost.logs.network;

import io.ironpost.core.module.Health;
import io.ironpost.logs.network.Connection.Terms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Accepts connections and keeps watch over them: what TCP, TLS and Unix stream sockets have in
/// common. A connection costs a virtual thread and some kilobytes.
final class StreamListener {
  /// Who comes while all are busy accepting; the kernel's own limit is net.core.somaxconn.
  static final int BACKLOG = 1_024;

  /// Of a listener without addresses, all peers are this one.
  private static final String LOCAL_PEER = "this host";

  /// When accepting fails for want of descriptors, more haste does not help.
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(200);

  /// So that who is late is late by no more than an eighth of the limit.
  private static final int WATCHES_PER_LIMIT = 8;

  private final String name;
  private final StreamLimits limits;
  private final Intake intake;
  private final Senders senders;
  private final ConnectionSlots slots;
  private final Troubles troubles = new Troubles(System::nanoTime);
  private final Map<Connection, Thread> open = new ConcurrentHashMap<>();
  private volatile @Nullable ServerSocketChannel listening;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean stopping;

  StreamListener(String name, StreamLimits limits, Intake intake) {
    this.name = name;
    this.limits = limits;
    this.intake = intake;
    this.senders = new Senders(name, limits.maxSenders(), System::nanoTime);
    this.slots = new ConnectionSlots(limits.connections(), limits.connectionsPerPeer());
  }

  Health health() {
    return troubles.health();
  }

  /// Open connections.
  int connections() {
    return slots.total();
  }

  /// The port of a network socket that is listening; otherwise 0.
  int port() {
    ServerSocketChannel server = listening;
    try {
      return server != null && server.getLocalAddress() instanceof InetSocketAddress address
          ? address.getPort()
          : 0;
    } catch (IOException _) {
      return 0; // closed meanwhile
    }
  }

  boolean isListening() {
    return listening != null;
  }

  /// Serves until it is stopped; closes the server socket.
  void serve(ServerSocketChannel server, Transport transport)
      throws IOException, InterruptedException {
    failure = null;
    Thread watch = Thread.ofVirtual().name(name + " watch").start(this::watch);
    try (server) {
      listening = server;
      while (!stopping) {
        accept(server, transport);
      }
    } catch (ClosedChannelException e) {
      checkWhyClosed(e);
    } finally {
      listening = null;
      watch.interrupt();
      endAll();
    }
  }

  /// The server socket is closed by [#stop], by a failure, or by an interruption.
  private void checkWhyClosed(ClosedChannelException cause) throws InterruptedException {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (!stopping) {
      throw new InterruptedException(name + ": " + cause);
    }
  }

  private void accept(ServerSocketChannel server, Transport transport)
      throws IOException, InterruptedException {
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) { // too many open files, or the peer has gone already
      troubles.happened("connections not accepted", 1, e.toString());
      Thread.sleep(ACCEPT_PAUSE);
      return;
    }
    admit(channel, transport);
  }

  private void admit(SocketChannel channel, Transport transport) throws IOException {
    InetAddress address =
        channel.getRemoteAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
    String peer = address == null ? LOCAL_PEER : address.getHostAddress();
    if (!slots.take(peer)) {
      channel.close();
      troubles.happened("connections refused", 1, "the limit is reached, the last was " + peer);
      return;
    }
    String source = address == null ? name : senders.sourceOf(address);
    Connection connection =
        new Connection(channel, new Terms(source, limits, transport, intake, troubles));
    Thread thread = Thread.ofVirtual().name(source).unstarted(() -> run(connection, peer));
    open.put(connection, thread);
    thread.start();
  }

  private void run(Connection connection, String peer) {
    try {
      connection.run();
    } catch (RuntimeException e) { // the next stage failed, and will for the others too
      failure = e;
      closeServer();
    } finally {
      slots.giveBack(peer);
      open.remove(connection);
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(limits.shortest().dividedBy(WATCHES_PER_LIMIT));
        long now = System.nanoTime();
        open.keySet().forEach(connection -> connection.closeIfLate(now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the end
    }
  }

  /// Waits for the connections to hand on what has arrived. Interrupted, or after a failure, they
  /// end at once.
  private void endAll() throws InterruptedException {
    try {
      open.keySet().forEach(stopping ? Connection::stop : Connection::close);
      for (Thread thread : open.values()) {
        thread.join();
      }
    } catch (InterruptedException e) {
      open.forEach((connection, thread) -> {
        connection.close();
        thread.interrupt();
      });
      throw e;
    }
  }

  /// From another thread.
  void stop() {
    stopping = true;
    closeServer();
    open.keySet().forEach(Connection::stop);
  }

  private void closeServer() {
    ServerSocketChannel server = listening;
    try {
      if (server != null) {
        server.close();
      }
    } catch (IOException _) {
      // closed as far as it can be
    }
  }
}
