package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientTest {
  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder, Desk.LIMITS);
  }

  @AfterEach
  void close() {
    assertThat(desk.client.get(Target.of("health")).status()).isEqualTo(200); // still serves
    desk.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HELLO\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /health HTTP/1.1\r\nno colon\r\n\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /reload HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /reload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      })
  void what_is_no_http_is_refused_and_the_connection_closed(String bytes)
      throws IOException, InterruptedException {
    try (RawClient client = new RawClient(desk.socket)) {
      String answer = client.send(bytes).readToEnd(SOON);
      assertThat(answer).doesNotContain("Exception").doesNotContain("io.helidon");
      if (!answer.isEmpty()) {
        assertThat(answer).containsPattern("^HTTP/1.1 (4|5)\\d\\d");
      }
    }
  }

  @Test
  void random_bytes_do_no_harm() throws IOException, InterruptedException {
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      try (RawClient client = new RawClient(desk.socket)) {
        client.send(bytes).send("\r\n\r\n").readToEnd(SOON);
      } catch (IOException _) {
        // it hung up while the rest was still being sent, which is its right
      }
    }
    assertThat(desk.client.get(Target.of("health")).isOk()).isTrue();
  }

  @Test
  void a_body_that_is_too_large_is_refused_by_its_length() throws Exception {
    try (RawClient client = new RawClient(desk.socket)) {
      String head = "POST /silences HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n";
      assertThat(client.send(head).readToEnd(SOON)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void a_body_that_is_too_large_is_refused_as_it_comes() throws Exception {
    try (RawClient client = new RawClient(desk.socket)) {
      client.send("POST /silences HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "400\r\n" + "x".repeat(1_024) + "\r\n";
      assertThat(client.send(chunk.repeat(6)).readToEnd(SOON)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void headers_without_end_are_cut_off() throws Exception {
    try (RawClient client = new RawClient(desk.socket)) {
      client.send("GET /health HTTP/1.1\r\nHost: x\r\n");
      String answer = client.send("X-A: " + "a".repeat(20_000)).readToEnd(SOON);
      assertThat(answer).containsPattern("^(HTTP/1.1 4\\d\\d|$)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /hea",
        "GET /health HTTP/1.1\r\nHost: x\r\n",
        "POST /silences HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"mat",
      })
  void a_client_that_stops_in_the_middle_is_let_go(String bytes) throws Exception {
    try (RawClient client = new RawClient(desk.socket)) {
      client.send(bytes).readToEnd(SOON);
    }
  }

  @Test
  void more_connections_than_allowed_wait_or_are_refused_and_the_server_recovers()
      throws Exception {
    List<RawClient> many = new ArrayList<>();
    for (int at = 0; at < 3 * Desk.LIMITS.maxConnections(); at++) {
      many.add(new RawClient(desk.socket));
    }
    for (RawClient client : many) {
      client.readToEnd(SOON);
      client.close();
    }
  }
}
