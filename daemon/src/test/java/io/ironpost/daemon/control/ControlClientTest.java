package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ironpost.daemon.control.DaemonUnreachableException.Why;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlClientTest {
  @TempDir Path folder;

  @Test
  void without_a_socket_the_daemon_is_not_running() {
    assertUnreachable(Why.NO_SOCKET, "ironpost run");
  }

  @Test
  void a_socket_without_a_program_is_told_apart() throws IOException {
    ServerSocketChannel server = listen();
    server.close();
    assertUnreachable(Why.NOBODY_LISTENS, "nobody listens");
  }

  @Test
  void a_socket_of_others_is_told_apart() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("root may use every socket")
        .isNotEqualTo("root");
    try (ServerSocketChannel _ = listen()) {
      Files.setPosixFilePermissions(socket(), java.util.Set.of());
      assertUnreachable(Why.NO_PERMISSION, "join the group ironpost");
    }
  }

  @Test
  void a_daemon_that_says_nothing_is_not_waited_for_for_ever() throws IOException {
    try (ServerSocketChannel _ = listen()) {
      assertUnreachable(Why.NO_ANSWER, "does not answer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nbroken",
        "",
      })
  void an_answer_that_is_no_http_is_no_answer(String bytes) throws IOException {
    try (ServerSocketChannel server = listen()) {
      Thread.ofVirtual().start(() -> answer(server, bytes));
      assertUnreachable(Why.NO_ANSWER, "does not answer");
    }
  }

  @Test
  void chunks_become_one_body() throws IOException {
    try (ServerSocketChannel server = listen()) {
      Thread.ofVirtual()
          .start(() ->
              answer(
                  server,
                  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked"
                      + "\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n"));
      assertThat(client().get(Target.of("x")).text()).isEqualTo("abcde");
    }
  }

  private void assertUnreachable(Why why, String message) {
    assertThatThrownBy(() -> client().get(Target.of("health")))
        .hasMessageContaining(message)
        .hasMessageContaining(socket().toString())
        .asInstanceOf(InstanceOfAssertFactories.type(DaemonUnreachableException.class))
        .returns(why, DaemonUnreachableException::why);
  }

  private ControlClient client() {
    return new ControlClient(socket(), Duration.ofMillis(300));
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }

  private ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()));
  }

  private static void answer(ServerSocketChannel server, String text) {
    try (SocketChannel client = server.accept()) {
      client.read(ByteBuffer.allocate(4_096));
      client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
