package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir Path folder;
  private Desk desk;
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() {
    desk = new Desk(folder, Desk.LIMITS);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_listener_hears_alerts_from_the_severity_it_asked_for() throws Exception {
    Thread listener = listen(Target.of("alerts", "stream").with("severity", "high"));
    await(() -> desk.alerts.listeners() == 1);
    desk.alerts.publish(Severity.MEDIUM, "{\"n\":1}");
    desk.alerts.publish(Severity.HIGH, "{\"n\":2}");
    desk.alerts.publish(Severity.CRITICAL, "{\"n\":3}");
    assertThat(next()).isEqualTo("alert {\"n\":2}");
    assertThat(next()).isEqualTo("alert {\"n\":3}");
    desk.close();
    listener.join(SOON);
    assertThat(listener.isAlive()).isFalse(); // the end of the program is the end of the stream
  }

  @Test
  void a_quiet_stream_outlasts_the_idle_limit() throws Exception {
    listen(Target.of("alerts", "stream"));
    await(() -> desk.alerts.listeners() == 1);
    Thread.sleep(5 * Desk.LIMITS.idle().toMillis()); // what must not happen takes this long
    desk.alerts.publish(Severity.LOW, "{}");
    assertThat(next()).isEqualTo("alert {}");
  }

  @Test
  void a_client_that_goes_is_noticed() throws Exception {
    try (RawClient client = new RawClient(desk.socket)) {
      client.send("GET /alerts/stream HTTP/1.1\r\nHost: x\r\n\r\n");
      await(() -> desk.alerts.listeners() == 1);
    }
    await(() -> desk.alerts.listeners() == 0);
    assertThat(desk.alerts.cutOff()).isZero();
  }

  @Test
  void a_client_that_does_not_read_is_cut_off_and_others_hear_everything() throws Exception {
    listen(Target.of("alerts", "stream"));
    try (RawClient deaf = new RawClient(desk.socket)) {
      deaf.send("GET /alerts/stream HTTP/1.1\r\nHost: x\r\n\r\n");
      await(() -> desk.alerts.listeners() == 2);
      String alert = "{\"padding\":\"" + "x".repeat(20_000) + "\"}";
      int told = 0;
      for (; told < 2_000 && desk.alerts.listeners() == 2; told++) {
        desk.alerts.publish(Severity.LOW, alert);
        assertThat(next()).hasSize(alert.length() + "alert ".length());
      }
      assertThat(told).isLessThan(2_000);
      assertThat(desk.alerts.cutOff()).isEqualTo(1);
      assertThat(deaf.readToEnd(SOON)).startsWith("HTTP/1.1 200");
    }
    desk.alerts.publish(Severity.LOW, "{}");
    assertThat(next()).isEqualTo("alert {}");
  }

  @Test
  void a_tap_shows_records_of_its_source_and_tells_what_it_passed_over() throws Exception {
    assertThat(desk.tap.wants("auth")).isFalse();
    listen(Target.of("tap").with("source", "auth").with("rate", "2"));
    await(() -> desk.tap.listeners() == 1);
    assertThat(desk.tap.wants("nginx")).isFalse();
    List<String> seen = new ArrayList<>();
    int wanted = 0;
    for (int n = 0; n < 10; n++) {
      if (desk.tap.wants("auth")) {
        wanted++;
        desk.tap.show("auth", "{\"n\":" + n + "}");
      }
    }
    while (seen.stream().noneMatch(event -> event.startsWith("passed_over"))
        || !seen.contains("record {\"n\":1}")) {
      seen.add(next());
    }
    assertThat(wanted).isBetween(2, 4); // 4 when a second ended meanwhile
    assertThat(seen).contains("record {\"n\":0}");
  }

  @Test
  void more_streams_than_allowed_are_refused() throws Exception {
    listen(Target.of("alerts", "stream"));
    listen(Target.of("tap"));
    await(() -> desk.alerts.listeners() + desk.tap.listeners() == 2);
    ControlClient.Response third = desk.client.events(Target.of("tap"), (_, _) -> true);
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.json().get("detail").text()).contains("2 streams are open");
    await(() -> desk.tap.listeners() == 1); // the refused one is let go after its answer
  }

  private Thread listen(Target target) {
    return Thread.ofVirtual()
        .start(() -> desk.client.events(target, (name, data) -> heard.offer(name + " " + data)));
  }

  private String next() throws InterruptedException {
    String event = heard.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(event).as("an event within %s", SOON).isNotNull();
    return event == null ? "" : event;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(2);
    }
  }
}
