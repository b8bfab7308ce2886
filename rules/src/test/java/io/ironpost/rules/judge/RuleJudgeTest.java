package io.ironpost.rules.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.judge.Inspector;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.match.EngineLimits;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.ReadResult;
import io.ironpost.rules.read.RuleReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleJudgeTest {
  private static final String RULES =
      """
      title: Failed login
      name: failed_login
      id: 11111111-1111-4111-8111-111111111111
      logsource: {product: linux}
      detection:
        selection: {action: login, outcome: failure}
        condition: selection
      level: low
      ---
      title: Brute force
      id: 22222222-2222-4222-8222-222222222222
      correlation:
        type: event_count
        rules: [failed_login]
        group-by: [src_ip]
        timespan: 60s
        condition: {gte: 3}
      level: high
      ---
      title: Login
      id: 33333333-3333-4333-8333-333333333333
      logsource: {product: linux}
      detection:
        selection: {action: login, outcome: success}
        condition: selection
      level: informational
      """;

  private final FieldNames names = new FieldNames();
  private final Logsources logsources = new Logsources();
  private final RuleJudge judge = judge();
  private final Inspector inspector = judge.inspector();
  private long line;

  private RuleJudge judge() {
    ReadResult read =
        new RuleReader(ReadOptions.defaults())
            .read("rules.yml", RULES.getBytes(StandardCharsets.UTF_8));
    List<EventRule> events =
        read.rules().stream().filter(EventRule.class::isInstance).map(r -> (EventRule) r).toList();
    List<CorrelationRule> correlations =
        read.rules().stream()
            .filter(CorrelationRule.class::isInstance)
            .map(r -> (CorrelationRule) r)
            .toList();
    RuleEngine engine = new RuleEngine(events, names, EngineLimits.defaults(), () -> 0);
    return new RuleJudge(
        engine, new Correlator(correlations, CorrelationLimits.defaults()), names, 0);
  }

  private void login(long second, String outcome, String address, String user) {
    byte[] text = (outcome + " " + user + " from " + address).getBytes(StandardCharsets.UTF_8);
    EventRecord record = new EventRecord(names, logsources);
    record.origin("auth.log", 0);
    record.begin(text, 0, text.length, ++line);
    record.timeNanos(second * 1_000_000_000L);
    record.logsource(logsources.of("linux", "", "sshd"));
    add(record, "action", "login");
    add(record, "outcome", outcome);
    add(record, "src_ip", address);
    add(record, "user", user);
    inspector.inspect(record);
  }

  private void add(EventRecord record, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    record.add(names.idOf(name), EventRecord.STRING, bytes, 0, bytes.length);
  }

  private List<Alert> settled() {
    judge.settle(inspector.take());
    return judge.alerts();
  }

  @Test
  void a_correlation_names_everybody_it_counted_and_shows_their_lines() {
    login(10, "failure", "203.0.113.7", "root");
    login(20, "failure", "203.0.113.7", "admin");
    login(30, "failure", "203.0.113.7", "oracle");
    login(40, "failure", "203.0.113.7", "test");
    login(40, "failure", "198.51.100.1", "alice");
    List<Alert> alerts = settled();
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.getFirst();
    assertThat(alert.title()).isEqualTo("Brute force");
    assertThat(alert.count()).isEqualTo(4);
    assertThat(alert.entity("src_ip")).containsExactly("203.0.113.7");
    assertThat(alert.entity("user")).containsExactly("root", "admin", "oracle", "test");
    assertThat(alert.firstSeen()).contains(Instant.ofEpochSecond(10));
    assertThat(alert.lastSeen()).contains(Instant.ofEpochSecond(40));
    assertThat(alert.evidence()).extracting(Evidence::lineNumber).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void repeats_by_one_actor_are_one_finding_and_another_actor_is_another() {
    login(10, "success", "203.0.113.7", "root");
    login(20, "success", "203.0.113.7", "admin");
    login(30, "success", "198.51.100.1", "root");
    assertThat(settled())
        .extracting(Alert::count, alert -> alert.entity("src_ip"), alert -> alert.entity("user"))
        .containsExactly(
            tuple(2L, List.of("203.0.113.7"), List.of("root", "admin")),
            tuple(1L, List.of("198.51.100.1"), List.of("root")));
  }

  @Test
  void an_id_is_the_same_however_long_it_goes_on_and_differs_by_actor() {
    login(10, "success", "203.0.113.7", "root");
    login(20, "success", "198.51.100.1", "root");
    List<String> before = settled().stream().map(Alert::id).toList();
    login(30, "success", "203.0.113.7", "root");
    assertThat(settled().stream().map(Alert::id)).isEqualTo(before);
    assertThat(before).doesNotHaveDuplicates();
  }
}
