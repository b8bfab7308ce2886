package io.ironpost.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers at a control socket with what the test wrote down: for what a daemon without a kernel
/// cannot show.
final class CannedDaemon implements AutoCloseable {
  final Path socket;

  /// Requests so far: `POST /actions {"address":…}`.
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
  private final ServerSocketChannel server;

  CannedDaemon(Path folder) throws IOException {
    socket = folder.resolve("canned.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  /// The next answer to a request; the last one is given again and again.
  ///
  /// @param answer JSON, after a status other than 200: `422 {"title":"…"}`
  CannedDaemon answers(String request, String answer) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  Ran ask(String... arguments) {
    return Ran.piped(with(arguments));
  }

  String[] with(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--socket";
    all[arguments.length + 1] = socket.toString();
    return all;
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel client = server.accept()) {
          answer(client);
        }
      }
    } catch (ClosedChannelException _) {
      // the end
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(SocketChannel client) throws IOException {
    InputStream in = Channels.newInputStream(client);
    String head = head(in);
    String[] first = head.substring(0, head.indexOf('\r')).split(" ", -1);
    byte[] body = in.readNBytes(length(head));
    String request = first[0] + " " + first[1];
    asked.add((request + " " + new String(body, StandardCharsets.UTF_8)).strip());
    Deque<String> left = answers.getOrDefault(request, new ArrayDeque<>());
    String answer = left.size() > 1 ? left.remove() : left.isEmpty() ? NONE : left.element();
    boolean hasStatus = Character.isDigit(answer.charAt(0));
    String status = hasStatus ? answer.substring(0, 3) : "200";
    byte[] json = (hasStatus ? answer.substring(4) : answer).getBytes(StandardCharsets.UTF_8);
    String reply =
        "HTTP/1.1 %s X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, json.length);
    client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
    client.write(ByteBuffer.wrap(json));
  }

  private static final String NONE = "404 {\"title\":\"There is no such page.\"}";

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
