package io.ironpost.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against real datagram sockets: Java cannot open one, so Python listens.
class SystemdTest {
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      name = sys.argv[1]
      s.bind(chr(0) + name[1:] if name.startswith('@') else name)
      print('up', flush=True)
      while True:
          print(s.recv(4096).decode().replace(chr(10), '|'), flush=True)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void systemd_is_told_over_either_kind_of_socket(String kind) throws Exception {
    String name =
        kind.equals("path")
            ? folder.resolve("notify").toString()
            : "@ironpost-test-" + ProcessHandle.current().pid();
    assumeThat(python()).as("python3 is not installed").isTrue();
    Process listener = new ProcessBuilder("python3", "-c", LISTENER, name).start();
    try (BufferedReader heard = listener.inputReader(StandardCharsets.UTF_8)) {
      assertThat(heard.readLine()).isEqualTo("up");
      Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", name));
      assertThat(systemd.ready()).isTrue();
      assertThat(heard.readLine()).isEqualTo("READY=1");
      long before = System.nanoTime() / 1_000;
      systemd.reloading();
      String reloading = heard.readLine();
      assertThat(reloading).matches("RELOADING=1\\|MONOTONIC_USEC=\\d+");
      assertThat(Long.parseLong(reloading.replaceAll(".*=", "")))
          .isBetween(before, System.nanoTime() / 1_000);
      systemd.status("3 sources\nFORGED=1");
      assertThat(heard.readLine()).isEqualTo("STATUS=3 sources FORGED=1");
      systemd.alive();
      assertThat(heard.readLine()).isEqualTo("WATCHDOG=1");
      systemd.stopping();
      assertThat(heard.readLine()).isEqualTo("STOPPING=1");
    } finally {
      listener.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "@", "vsock:2:1234", "/nobody/listens/there"})
  void without_a_socket_that_answers_nothing_happens(String name) {
    assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", name)).ready()).isFalse();
    assertThat(Systemd.of(Map.of()).ready()).isFalse();
  }

  @Test
  void a_name_longer_than_an_address_is_no_address() {
    String name = "/" + "x".repeat(200);
    assertThat(Systemd.of(Map.of("NOTIFY_SOCKET", name)).ready()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"30000000,,15000", "30000000,1,", "0,,", "soon,,", ",,"})
  void the_watchdog_is_fed_at_half_its_time(String micros, String pid, Long millis) {
    Map<String, String> environment = new java.util.HashMap<>(Map.of("NOTIFY_SOCKET", "/x"));
    if (micros != null) {
      environment.put("WATCHDOG_USEC", micros);
    }
    if (pid != null) {
      environment.put("WATCHDOG_PID", pid);
    }
    assertThat(Systemd.of(environment).watchdogInterval())
        .isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
  }

  private static boolean python() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
