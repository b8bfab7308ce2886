package io.ironpost.rules.judge;

import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Sighting;
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
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Logins, a live judge, and what it told.
final class LiveScene {
  static final String FAILED_LOGIN =
      """
      title: Failed login
      name: failed_login
      id: 11111111-1111-4111-8111-111111111111
      logsource: {product: linux}
      detection:
        selection: {action: login, outcome: failure}
        condition: selection
      level: low
      """;
  static final String BRUTE_FORCE =
      """
      ---
      title: Brute force
      id: 22222222-2222-4222-8222-222222222222
      correlation:
        type: event_count
        rules: [failed_login]
        group-by: [src_ip]
        timespan: 300s
        condition: {gte: 3}
      level: high
      """;
  static final String LOGIN =
      """
      ---
      title: Login
      id: 33333333-3333-4333-8333-333333333333
      logsource: {product: linux}
      detection:
        selection: {action: login, outcome: success}
        condition: selection
      level: informational
      """;

  /// A sighting as plain values.
  record Told(
      String title,
      String group,
      long count,
      long firstNanos,
      long lastNanos,
      List<EvidenceReference> references,
      List<String> lines,
      Map<String, List<String>> entities) {
    static Told of(Sighting sighting) {
      return new Told(
          sighting.rule().title(),
          sighting.group(),
          sighting.count(),
          sighting.firstNanos(),
          sighting.lastNanos(),
          sighting.references(),
          sighting.evidence().stream().map(Evidence::text).toList(),
          sighting.entities());
    }
  }

  final FieldNames names;
  final Logsources logsources;
  final List<Told> told = new ArrayList<>();
  final LiveJudge judge;
  Instant now = Instant.ofEpochSecond(1_000_000);
  Inspector inspector;

  LiveScene(String... rules) {
    this(new FieldNames(), new Logsources(), rules);
  }

  private LiveScene(FieldNames names, Logsources logsources, String... rules) {
    this.names = names;
    this.logsources = logsources;
    this.judge =
        new LiveJudge(
            load(rules),
            sighting -> told.add(Told.of(sighting)),
            () -> now,
            LiveJudge.DEFAULT_MAX_AHEAD);
    this.inspector = judge.inspector();
  }

  LoadedRules load(String... rules) {
    List<Rule> read =
        new RuleReader(ReadOptions.defaults())
            .read("rules.yml", String.join("", rules).getBytes(StandardCharsets.UTF_8))
            .rules();
    List<EventRule> events =
        read.stream().filter(EventRule.class::isInstance).map(EventRule.class::cast).toList();
    List<CorrelationRule> correlations =
        read.stream()
            .filter(CorrelationRule.class::isInstance)
            .map(CorrelationRule.class::cast)
            .toList();
    return new LoadedRules(
        new RuleEngine(events, names, EngineLimits.defaults(), () -> 0),
        new Correlator(correlations, CorrelationLimits.defaults()),
        names);
  }

  /// A login at a second after 1,000,000; the line's number is its second.
  void login(long second, String outcome, String address, String user) {
    loginAt((1_000_000 + second) * 1_000_000_000L, second, outcome, address, user);
  }

  void loginAt(long nanos, long number, String outcome, String address, String user) {
    byte[] text = (outcome + " " + user + " from " + address).getBytes(StandardCharsets.UTF_8);
    EventRecord record = new EventRecord(names, logsources);
    record.origin("auth.log", number * 100);
    record.begin(text, 0, text.length, number);
    record.timeNanos(nanos);
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

  /// Settles what was seen since the last time.
  List<Told> settle() {
    judge.settle(inspector.take());
    List<Told> news = List.copyOf(told);
    told.clear();
    return news;
  }

  /// A scene with the same rules that goes on from a snapshot.
  LiveScene restarted(byte[] snapshot, String... rules) {
    LiveScene next = new LiveScene(rules);
    next.judge.restore(snapshot);
    return next;
  }
}
