package io.ironpost.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import io.ironpost.daemon.metrics.FixedFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlServerTest {
  private static final String JSON = "application/json";

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void health_is_as_bad_as_the_worst_module_and_says_why() {
    ControlClient.Response answer = get("health");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo(JSON);
    assertThat(answer.json().get("status").text()).isEqualTo("degraded");
    assertThat(answer.json().get("reason").text()).isEqualTo("webhook: receiver answers 503");
    assertThat(answer.json().get("modules").items()).hasSize(2);
  }

  @Test
  void status_shows_the_books_and_every_figure() {
    JsonValue status = get("status").json();
    assertThat(status.get("pid").whole()).isEqualTo(4_711);
    assertThat(status.get("uptime_seconds").whole()).isEqualTo(3_600);
    JsonValue book = status.get("books").items().getFirst();
    assertThat(book.get("stage").text()).isEqualTo("collect");
    assertThat(book.get("balanced").isTrue()).isTrue();
    assertThat(book.get("received").whole()).isEqualTo(1_002);
    assertThat(book.get("in_flight").whole()).isEqualTo(7);
    assertThat(book.get("drops").items().getFirst().get("sentence").text()).isNotBlank();
    assertThat(status.get("sources").items().get(1).get("name").text())
        .isEqualTo(FixedFigures.HOSTILE);
    assertThat(status.get("spool").get("backlog").get("ops").whole()).isEqualTo(4);
    assertThat(status.get("memory").get("rss_bytes").whole()).isGreaterThan(1 << 20);
    assertThat(status.get("rules").get("parked").whole()).isEqualTo(1);
  }

  @Test
  void no_control_character_of_a_hostile_source_reaches_a_terminal() {
    assertThat(get("status").text()).doesNotContain("\u001b").contains("\\u001B[31m");
  }

  @Test
  void metrics_are_served_here_too() {
    ControlClient.Response answer = get("metrics");
    assertThat(answer.mediaType()).startsWith("text/plain; version=0.0.4");
    assertThat(answer.text()).contains("ironpost_daemon_build_info{version=\"0.1.0-test\"} 1.0\n");
  }

  @Test
  void alerts_are_asked_for_with_every_parameter() {
    Target target =
        Target.of("alerts")
            .with("since", "2h")
            .with("until", "2026-11-23T11:00:00Z")
            .with("severity", "high")
            .with("rule", "ssh brute force")
            .with("entity", "src_ip=203.0.113.9")
            .with("entity", "user=a=b")
            .with("text", "+50% & más")
            .with("phase", "closed")
            .with("limit", "7")
            .with("after", "x/y");
    ControlClient.Response answer = desk.client.get(target);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    AlertQuery query = desk.controls.queries.getFirst();
    assertThat(query.since()).contains(FixedFigures.NOW.minus(Duration.ofHours(2)));
    assertThat(query.atLeast()).contains(Severity.HIGH);
    assertThat(query.rule()).isEqualTo("ssh brute force");
    assertThat(query.entities()).isEqualTo(Map.of("src_ip", "203.0.113.9", "user", "a=b"));
    assertThat(query.text()).isEqualTo("+50% & más");
    assertThat(query.phase()).contains(AlertUpdate.Phase.CLOSED);
    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.after()).isEqualTo("x/y");
    assertThat(answer.json().get("next").text()).isEqualTo("2026.a-1");
    assertThat(answer.json().get("alerts").items().getFirst().get("alert").get("title").text())
        .isEqualTo("SSH brute force");
  }

  @Test
  void every_mistake_in_a_request_is_told_at_once() {
    ControlClient.Response answer =
        desk.client.get(
            Target.of("alerts")
                .with("severty", "high")
                .with("since", "yesterday")
                .with("limit", "5000")
                .with("phase", "half")
                .with("entity", "src_ip"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    List<String> problems =
        answer.json().get("problems").items().stream().map(JsonValue::text).toList();
    assertThat(problems).hasSize(5).anyMatch(p -> p.startsWith("severty: "));
    assertThat(answer.json().get("what_to_do").text()).isNotBlank();
    assertThat(answer.json().get("instance").text()).isEqualTo("/alerts");
  }

  @Test
  void one_alert_is_had_and_acknowledged() {
    assertThat(get("alerts", "a-1").json().get("alert").get("id").text()).isEqualTo("a-1");
    ControlClient.Response answer =
        desk.client.post(Target.of("alerts", "a-1", "ack"), "{\"by\":\"alice\",\"note\":\"seen\"}");
    assertThat(answer.json().get("acknowledged").get("by").text()).isEqualTo("alice");
    assertThat(get("alerts", "nope").status()).isEqualTo(404);
    assertThat(desk.client.post(Target.of("alerts", "a-1", "ack"), "{}").text())
        .contains("by: is missing");
  }

  @Test
  void silences_are_listed_made_and_ended() {
    assertThat(get("silences").json().get("silences").items()).hasSize(1);
    ControlClient.Response made =
        desk.client.post(
            Target.of("silences"),
            "{\"matchers\":[\"rule=ssh_brute_force\"],\"reason\":\"test\",\"owner\":\"alice\","
                + "\"duration_seconds\":600}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(desk.controls.orders.getFirst().lasts()).isEqualTo(Duration.ofMinutes(10));
    assertThat(desk.client.delete(Target.of("silences", "s-1")).status()).isEqualTo(200);
    assertThat(desk.client.delete(Target.of("silences", "s-2")).status()).isEqualTo(404);
  }

  @Test
  void a_silence_that_makes_no_sense_is_refused_with_all_reasons() {
    ControlClient.Response badForm =
        desk.client.post(
            Target.of("silences"),
            "{\"matchers\":[],\"reason\":\" \",\"duration_seconds\":0,\"x\":1}");
    assertThat(badForm.status()).isEqualTo(400);
    assertThat(badForm.json().get("problems").items()).hasSize(5);
    ControlClient.Response refused =
        desk.client.post(
            Target.of("silences"),
            "{\"matchers\":[\"nonsense\"],\"reason\":\"r\",\"owner\":\"o\",\"duration_seconds\":9}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("nonsense: must be name=value");
  }

  @Test
  void a_reload_says_what_changed_or_everything_that_is_wrong() {
    JsonValue done = desk.client.post(Target.of("reload"), "").json();
    assertThat(done.get("changes").items()).containsExactly(new JsonValue.Text("rules: 2 added"));
    assertThat(done.get("need_restart").items()).hasSize(1);
    desk.controls.reload = new ReloadOutcome.Refused(List.of("ironpost.toml:3:1: no", "x.yml: no"));
    ControlClient.Response refused = desk.client.post(Target.of("reload"), "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("problems").items()).hasSize(2);
  }

  @Test
  void the_configuration_is_shown_and_the_program_stopped() throws InterruptedException {
    assertThat(get("config").json().get("settings").items().get(1).get("value").text())
        .contains("********");
    assertThat(desk.client.post(Target.of("stop"), "").status()).isEqualTo(202);
    desk.controls.stopped.await();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing,404", "POST,/health,405", "DELETE,/alerts,405", "GET,/alerts/,404",
    "GET,/,404", "GET,//,404", "GET,/health?x=1,400", "GET,/alerts/a%2F1,404",
  })
  void what_there_is_not_is_a_problem(String method, String target, int status) {
    Target asked = new Target(target);
    ControlClient.Response answer =
        switch (method) {
          case "POST" -> desk.client.post(asked, "{}");
          case "DELETE" -> desk.client.delete(asked);
          default -> desk.client.get(asked);
        };
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").whole()).isEqualTo(status);
  }

  @Test
  void a_database_that_is_away_is_told_and_a_fault_tells_nothing_of_its_inside() {
    desk.controls.databaseAway = true;
    assertThat(get("alerts").status()).isEqualTo(503);
    assertThat(get("alerts").json().get("what_to_do").text()).isEqualTo("Look at its disk.");
    desk.controls.databaseAway = false;
    desk.controls.faulty = true;
    assertThat(get("alerts").status()).isEqualTo(500);
    assertThat(get("alerts").text()).doesNotContain("secret inside");
  }

  @Test
  void owner_and_group_may_use_the_socket_and_nobody_else() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.socket)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void a_second_program_is_refused_and_the_first_goes_on() {
    assertThatThrownBy(() -> new Desk(folder))
        .isInstanceOf(SocketRefusedException.class)
        .hasMessageContaining("another Ironpost answers there");
    assertThat(get("health").status()).isEqualTo(200);
  }

  private ControlClient.Response get(String... parts) {
    return desk.client.get(Target.of(parts));
  }
}
