package io.ironpost.cli.rules;

import io.ironpost.cli.engine.Lines;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Evidence;
import io.ironpost.daemon.engine.Assembly;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Drafts a test file from a log: the lines that prove the first findings, and lines that prove
/// nothing. A draft for a person to read, not a test to trust: what the rule finds today is written
/// down as right.
final class TestDraft {
  /// Cases that match.
  private static final int MAX_MATCHING = 2;

  /// Lines of the case that does not.
  private static final int MAX_QUIET_LINES = 3;

  private TestDraft() {}

  /// The text of the draft; empty when the rules find nothing in the log.
  static String of(
      Set<Rule> rules, List<Rule> own, Parsers parsers, Lines log, InstantSource clock) {
    Assembly assembly =
        new Assembly(
            rules.stream().flatMap(TestDraft::event).toList(),
            rules.stream().flatMap(TestDraft::correlation).toList(),
            parsers,
            clock);
    assembly.judge(log.source(), String.join("\n", log.lines()));
    List<String> ids = own.stream().map(rule -> rule.header().id()).toList();
    List<Alert> alerts =
        assembly.judge().alerts().stream().filter(a -> ids.contains(a.ruleId())).toList();
    return alerts.isEmpty() ? "" : text(alerts, log, own.size());
  }

  private static Stream<EventRule> event(Rule rule) {
    return rule instanceof EventRule event ? Stream.of(event) : Stream.empty();
  }

  private static Stream<CorrelationRule> correlation(Rule rule) {
    return rule instanceof CorrelationRule correlation ? Stream.of(correlation) : Stream.empty();
  }

  private static String text(List<Alert> alerts, Lines log, int rules) {
    StringBuilder yaml = new StringBuilder("cases:\n");
    Set<String> proving = new HashSet<>();
    for (Alert alert : alerts) {
      alert.evidence().forEach(line -> proving.add(line.text()));
    }
    for (Alert alert : alerts.subList(0, Math.min(MAX_MATCHING, alerts.size()))) {
      List<String> lines = alert.evidence().stream().map(Evidence::text).toList();
      addCase(yaml, "finds " + alert.title(), rules > 1 ? alert.rule() : "", lines, 1);
      addEntities(yaml, alert);
    }
    List<String> quiet =
        log.lines().stream().filter(l -> !proving.contains(l)).limit(MAX_QUIET_LINES).toList();
    if (!quiet.isEmpty()) {
      addCase(yaml, "other lines of the same log", "", quiet, 0);
    }
    return yaml.toString();
  }

  private static void addCase(
      StringBuilder yaml, String name, String rule, List<String> lines, int matches) {
    yaml.append("  - name: ").append(quoted(name));
    if (!rule.isEmpty()) {
      yaml.append("\n    rule: ").append(quoted(rule));
    }
    yaml.append("\n    log: |\n");
    lines.forEach(line -> yaml.append("      ").append(line).append('\n'));
    yaml.append("    matches: ").append(matches).append('\n');
  }

  private static void addEntities(StringBuilder yaml, Alert alert) {
    Map<String, List<String>> entities = alert.entities();
    if (!entities.isEmpty()) {
      Map.Entry<String, List<String>> first = List.copyOf(entities.entrySet()).getFirst();
      yaml.append("    entities:\n      ").append(first.getKey()).append(": ");
      yaml.append(quoted(first.getValue().getFirst())).append('\n');
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
