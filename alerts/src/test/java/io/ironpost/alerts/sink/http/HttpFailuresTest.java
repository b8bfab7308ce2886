package io.ironpost.alerts.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.http.RecordingServer.Reply;
import io.ironpost.alerts.sink.tls.TestIdentity;
import io.ironpost.alerts.sink.tls.TlsKeys;
import io.ironpost.core.config.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that goes wrong between a sink and its receiver, told apart and never for long.
class HttpFailuresTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private static FixedOptions options(Secret url) {
    return new FixedOptions()
        .with(HttpKeys.URL, url)
        .with(HttpKeys.CONNECT_TIMEOUT, Duration.ofMillis(300))
        .with(HttpKeys.TIMEOUT, Duration.ofMillis(400));
  }

  private static Answer post(FixedOptions options) throws InterruptedException {
    try (HttpReceiver receiver = HttpReceiver.of(options, FixedOptions.place(), "")) {
      return receiver.post("application/json", Map.of(), BODY);
    }
  }

  private static void assertNotNow(Answer answer, String why) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.NotNow.class, not -> assertThat(not.why()).contains("127.0.0.1: ", why));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void two_hundreds_are_taken(int status) throws Exception {
    try (RecordingServer server = RecordingServer.start().then(Reply.of(status))) {
      assertThat(post(options(server.url("/")))).isInstanceOf(Answer.Taken.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 410, 425, 429, 500, 502, 503, 504})
  void what_may_pass_is_tried_again(int status) throws Exception {
    try (RecordingServer server = RecordingServer.start().then(Reply.of(status, "busy"))) {
      assertNotNow(post(options(server.url("/"))), "status " + status + ": busy");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void what_will_not_pass_is_refused(int status) throws Exception {
    try (RecordingServer server = RecordingServer.start().then(Reply.of(status, "bad\r\nbad"))) {
      assertThat(post(options(server.url("/"))))
          .isEqualTo(new Answer.Never(status, "127.0.0.1: status " + status + ": bad\\r\\nbad"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "99999999, 3600",
    "soon, 0",
    "-5, 0",
    "'Sun, 01 Mar 2026 10:01:05 GMT', 60",
    "'Sun, 01 Mar 2020 10:01:05 GMT', 0",
  })
  void a_receiver_may_say_when_to_come_back(String header, long seconds) throws Exception {
    Reply reply = new Reply(429, Map.of("Retry-After", header), BODY);
    try (RecordingServer server = RecordingServer.start().then(reply)) {
      assertThat(post(options(server.url("/"))))
          .isInstanceOfSatisfying(
              Answer.NotNow.class,
              not -> assertThat(not.pause()).isEqualTo(Duration.ofSeconds(seconds)));
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (RecordingServer server = RecordingServer.start()) {
      server.then(new Reply(307, Map.of("Location", "/elsewhere"), BODY));
      assertThat(post(options(server.url("/"))))
          .isInstanceOfSatisfying(
              Answer.NotNow.class, not -> assertThat(not.why()).contains("set `url` to where"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nobody_listens() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertNotNow(
        post(options(new Secret("http://127.0.0.1:" + free + "/SECRET"))), "connection refused");
  }

  @Test
  void the_name_is_not_known() throws Exception {
    assertThat(post(options(new Secret("http://no-such-host.invalid/"))).toString())
        .contains("no-such-host.invalid: the host name is not known");
  }

  @Test
  void a_receiver_that_never_answers() throws Exception {
    try (RudeServer server = new RudeServer((_, _) -> Thread.sleep(60_000))) {
      long before = System.nanoTime();
      assertNotNow(post(options(server.url())), "no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void an_answer_that_is_no_http() throws Exception {
    try (RudeServer server =
        new RudeServer(
            (_, out) -> out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(post(options(server.url()))).isInstanceOf(Answer.NotNow.class);
    }
  }

  @Test
  void closed_before_the_status() throws Exception {
    try (RudeServer server =
        new RudeServer((_, out) -> out.write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(post(options(server.url()))).isInstanceOf(Answer.NotNow.class);
    }
  }

  @Test
  void closed_in_the_body_after_a_status_that_said_it_all() throws Exception {
    try (RudeServer server =
        new RudeServer((_, out) ->
            out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(post(options(server.url())))
          .isInstanceOfSatisfying(
              Answer.Taken.class,
              taken -> {
                assertThat(taken.whole()).isFalse();
                // How much of it was read before the end came is the network's affair.
                assertThat("half").startsWith(new String(taken.body(), StandardCharsets.US_ASCII));
              });
    }
  }

  @Test
  void a_body_that_never_ends_is_not_waited_for() throws Exception {
    try (RudeServer server =
        new RudeServer((_, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          Thread.sleep(60_000);
        })) {
      assertThat(post(options(server.url()))).isInstanceOf(Answer.Taken.class);
    }
  }

  @Test
  void of_a_huge_body_64_kib_are_read() throws Exception {
    try (RudeServer server = new RudeServer(HttpFailuresTest::flood)) {
      assertThat(post(options(server.url())))
          .isInstanceOfSatisfying(
              Answer.Taken.class,
              taken -> {
                assertThat(taken.whole()).isFalse();
                assertThat(taken.body()).hasSize(64 << 10);
              });
    }
  }

  private static void flood(java.net.Socket socket, java.io.OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    byte[] much = new byte[1 << 20];
    for (int i = 0; i < 1_000; i++) {
      out.write(much);
    }
  }

  @Test
  void a_thread_that_is_told_to_stop_stops() throws Exception {
    try (RudeServer server = new RudeServer((_, _) -> Thread.sleep(60_000))) {
      FixedOptions patient = options(server.url()).with(HttpKeys.TIMEOUT, Duration.ofMinutes(1));
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  post(patient);
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void tls_with_a_ca_of_our_own_and_a_client_certificate(@TempDir Path folder) throws Exception {
    TestIdentity server = TestIdentity.of("server");
    TestIdentity client = TestIdentity.of("client");
    try (RecordingServer receiver = RecordingServer.startTls(server.server(client))) {
      FixedOptions options =
          options(receiver.url("https", "/"))
              .with(HttpKeys.TIMEOUT, Duration.ofSeconds(5))
              .with(HttpKeys.CONNECT_TIMEOUT, Duration.ofSeconds(5));
      assertNotNow(post(options), "TLS: ");
      FixedOptions wrongCa = options.with(TlsKeys.CA_FILE, client.cert().toString());
      assertNotNow(post(wrongCa), "TLS: ");
      FixedOptions trusting =
          options
              .with(TlsKeys.CA_FILE, server.cert().toString())
              .with(TlsKeys.CERT_FILE, client.cert().toString())
              .with(TlsKeys.KEY_FILE, client.key().toString());
      assertThat(HttpKeys.check(trusting)).isEmpty();
      assertThat(post(trusting)).isInstanceOf(Answer.Taken.class);
    }
    assertThat(HttpKeys.check(wrong(TlsKeys.CA_FILE, client.key(), client))).hasSize(1);
    assertThat(HttpKeys.check(wrong(TlsKeys.KEY_FILE, client.cert(), client))).hasSize(1);
    assertThat(HttpKeys.check(wrong(TlsKeys.KEY_FILE, folder.resolve("none"), client)))
        .singleElement()
        .satisfies(complaint -> assertThat(complaint.message()).contains("NoSuchFileException"));
  }

  private static FixedOptions wrong(
      io.ironpost.core.config.Key<String> key, Path file, TestIdentity client) {
    return options(new Secret("https://127.0.0.1/"))
        .with(TlsKeys.CERT_FILE, client.cert().toString())
        .with(TlsKeys.KEY_FILE, client.key().toString())
        .with(key, file.toString());
  }
}
