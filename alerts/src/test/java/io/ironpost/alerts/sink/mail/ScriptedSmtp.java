package io.ironpost.alerts.sink.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A mail server that answers each command as a test wants it to, for what real ones do seldom.
final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket server;
  private final UnaryOperator<String> script;
  final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  /// @param script the answer to a command (`RCPT TO:<a@b>`, `.` for the end of a mail); an empty
  ///   one closes the connection, an unchanged one means yes
  ScriptedSmtp(UnaryOperator<String> script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  long port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      say(out, "220 scripted");
      boolean text = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (text && !line.equals(".")) {
          continue;
        }
        commands.add(line);
        String answer = script.apply(line);
        if (answer.isEmpty()) {
          return;
        }
        text = line.equals("DATA") && answer.equals(line);
        say(out, answer.equals(line) ? text ? "354 go on" : "250 yes" : answer);
      }
    } catch (IOException _) {
      // the sink left
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
