package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.daemon.metrics.Exposition;
import io.ironpost.daemon.metrics.FixedFigures;
import io.ironpost.daemon.metrics.Latencies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private final MetricsServer server = server(0);
  private Thread running = Thread.ofVirtual().unstarted(() -> {});

  private static MetricsServer server(int port) {
    FixedFigures figures = new FixedFigures();
    Latencies latencies = Latencies.empty();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new MetricsServer(
        address,
        figures,
        latencies,
        new Exposition(figures, latencies, InstantSource.fixed(FixedFigures.NOW)));
  }

  @BeforeEach
  void start() throws InterruptedException {
    running = Thread.ofVirtual().start(() -> run(server));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.port() == 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(2);
    }
  }

  private static void run(MetricsServer server) {
    try {
      server.start();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
    assertThat(running.join(Duration.ofSeconds(10))).isTrue();
    assertThat(server.port()).isZero();
  }

  @Test
  void metrics_and_health_are_served_and_nothing_else() throws IOException {
    assertThat(get("/metrics"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("ironpost_ledger_received_total");
    assertThat(get("/health")).contains("\"status\":\"degraded\"");
    for (String path : new String[] {"/status", "/alerts", "/config", "/stop", "/openapi.json"}) {
      assertThat(get(path)).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void a_port_that_is_taken_is_told_with_its_settings() {
    assertThatThrownBy(() -> server(server.port()).start())
        .hasMessageContaining("metrics.port")
        .hasMessageContaining(
            InetAddress.getLoopbackAddress().getHostName() + ":" + server.port() + ": ");
  }

  private String get(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
