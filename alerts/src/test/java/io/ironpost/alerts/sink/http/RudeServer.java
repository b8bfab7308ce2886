package io.ironpost.alerts.sink.http;

import io.ironpost.core.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A server that does not keep to HTTP: it reads what comes first and then does as it likes.
public final class RudeServer implements AutoCloseable {
  /// What it does with a connection after the first bytes came.
  @FunctionalInterface
  public interface Behaviour {
    void answer(Socket socket, OutputStream out) throws Exception;
  }

  private final ServerSocket server;

  public RudeServer(Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket, behaviour));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      socket.getInputStream().read(new byte[8_192]);
      behaviour.answer(socket, socket.getOutputStream());
    } catch (Exception _) {
      // the sink left
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public Secret url() {
    return new Secret("http://127.0.0.1:" + port() + "/hook");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
