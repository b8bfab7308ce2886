package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path folder;

  @Test
  void a_socket_left_over_by_a_crash_is_replaced() throws IOException {
    Path path = folder.resolve("control.sock");
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (Desk desk = new Desk(folder)) {
      assertThat(desk.client.get(Target.of("health")).status()).isEqualTo(200);
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void what_is_no_socket_is_left_alone() throws IOException {
    Path path = Files.writeString(folder.resolve("control.sock"), "precious");
    assertThatThrownBy(() -> new Desk(folder))
        .isInstanceOf(SocketRefusedException.class)
        .hasMessageContaining("not a socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void a_path_too_long_for_a_socket_is_told_as_such() {
    Path deep = folder.resolve("x".repeat(100));
    assertThatThrownBy(() -> new Desk(deep))
        .isInstanceOf(SocketRefusedException.class)
        .hasMessageContaining("107 bytes");
  }

  @Test
  void a_folder_that_is_not_there_is_made() {
    try (Desk desk = new Desk(folder.resolve("a/b"))) {
      assertThat(desk.socket).exists();
    }
  }

  @Test
  void curl_understands_it() throws Exception {
    assumeThat(Path.of("/usr/bin/curl")).as("curl is not installed").exists();
    try (Desk desk = new Desk(folder)) {
      Process curl =
          new ProcessBuilder(
                  "/usr/bin/curl",
                  "-s",
                  "-i",
                  "--unix-socket",
                  desk.socket.toString(),
                  "http://ironpost/health")
              .start();
      assertThat(curl.waitFor(10, TimeUnit.SECONDS)).isTrue();
      String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("content-type: application/json")
          .contains("\"status\":\"degraded\"");
    }
  }
}
