package io.ironpost.daemon.control;

import io.ironpost.daemon.control.DaemonUnreachableException.Why;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.BiPredicate;

/// Asks the daemon over its Unix socket.
///
/// Raw HTTP/1.1 on a channel: the JDK's client would cost a command half a second and cannot use a
/// Unix socket at all. One request for each connection, so nothing needs to be kept in step.
public final class ControlClient {
  /// A reload compiles thousands of rules before it answers.
  private static final Duration LONG = Duration.ofSeconds(60);

  /// An answer of more than this is not one of ours; a page of alerts with much evidence is a few
  /// megabytes.
  private static final int MAX_BODY_BYTES = 64 << 20;

  private static final byte[] NO_BODY = {};

  private final Path socket;
  private final Duration patience;

  /// @param patience how long the daemon may say nothing
  public ControlClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /// With a patience that fits every request.
  public ControlClient(Path socket) {
    this(socket, LONG);
  }

  /// An answer, whatever its status.
  public record Response(int status, String mediaType, byte[] body) {
    public boolean isOk() {
      return status >= 200 && status < 300;
    }

    /// The body as a tree.
    ///
    /// @throws MalformedJsonException when it is none
    public JsonValue json() {
      return JsonValue.read(body);
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Response get(Target target) {
    return ask("GET", target, NO_BODY);
  }

  /// @param json the body; empty for none
  public Response post(Target target, String json) {
    return ask("POST", target, json.getBytes(StandardCharsets.UTF_8));
  }

  public Response delete(Target target) {
    return ask("DELETE", target, NO_BODY);
  }

  private Response ask(String method, Target target, byte[] body) {
    try (Wire wire = connect()) {
      wire.write(head(method, target, body.length), body);
      HttpAnswer answer = HttpAnswer.read(wire);
      byte[] bytes = answer.body().readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new IOException("the answer is larger than " + MAX_BODY_BYTES + " bytes");
      }
      return new Response(answer.status(), answer.mediaType(), bytes);
    } catch (IOException e) {
      throw new DaemonUnreachableException(socket, Why.NO_ANSWER, e);
    }
  }

  /// Listens to a stream until the daemon ends it or `reader` has enough.
  ///
  /// @param reader given the name and data of each event; false ends it
  /// @return the answer when there was no stream but a refusal; status 200 otherwise
  public Response events(Target target, BiPredicate<String, String> reader) {
    try (Wire wire = connect()) {
      wire.write(head("GET", target, 0), NO_BODY);
      HttpAnswer answer = HttpAnswer.read(wire);
      if (answer.status() != 200) {
        byte[] bytes = answer.body().readNBytes(MAX_BODY_BYTES);
        return new Response(answer.status(), answer.mediaType(), bytes);
      }
      followToEnd(answer, reader);
      return new Response(answer.status(), answer.mediaType(), NO_BODY);
    } catch (IOException e) {
      throw new DaemonUnreachableException(socket, Why.NO_ANSWER, e);
    }
  }

  /// A daemon that ends, or cuts off a listener that is too slow, breaks the stream off.
  private static void followToEnd(HttpAnswer answer, BiPredicate<String, String> reader)
      throws IOException {
    try {
      follow(answer, reader);
    } catch (EOFException _) {
      // the end, like any other
    }
  }

  /// Our events have one data line each ([ServerEvent]).
  private static void follow(HttpAnswer answer, BiPredicate<String, String> reader)
      throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    String name = "message";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")
          && !reader.test(name, line.substring("data: ".length()))) {
        return;
      }
    }
  }

  private Wire connect() {
    lookForSocket();
    try {
      return Wire.connect(socket, patience);
    } catch (ConnectException e) {
      throw new DaemonUnreachableException(socket, Why.NOBODY_LISTENS, e);
    } catch (SocketException e) { // EACCES; the JDK has no class of its own for it
      throw new DaemonUnreachableException(socket, Why.NO_PERMISSION, e);
    } catch (IOException e) {
      throw new DaemonUnreachableException(socket, Why.NO_ANSWER, e);
    }
  }

  /// Asked of the file and not of `Files.exists`, for which a folder that may not be searched and a
  /// file that is missing are one.
  private void lookForSocket() {
    try {
      Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new DaemonUnreachableException(socket, Why.NO_SOCKET, e);
    } catch (AccessDeniedException e) {
      throw new DaemonUnreachableException(socket, Why.NO_PERMISSION, e);
    } catch (IOException _) {
      // connecting will tell
    }
  }

  private static byte[] head(String method, Target target, int length) {
    String head =
        "%s %s HTTP/1.1\r\nHost: ironpost\r\nConnection: close\r\nAccept: */*\r\n"
            .formatted(method, target.text());
    String body = "Content-Type: application/json\r\nContent-Length: " + length + "\r\n";
    return (head + (length > 0 || method.equals("POST") ? body : "") + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
