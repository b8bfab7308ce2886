package io.ironpost.alerts.fold;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.EvidenceReference;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.alert.Sighting;
import java.util.List;
import java.util.Map;

/// A sighting for tests.
record Seen(
    AlertRule rule,
    String group,
    long count,
    long firstNanos,
    long lastNanos,
    List<Evidence> evidence,
    Map<String, List<String>> entities)
    implements Sighting {
  static final long START = 1_700_000_000_000_000_000L;

  static AlertRule rule(String id, Severity severity) {
    return new AlertRule(
        id,
        "name_of_" + id,
        "Title of " + id,
        "",
        severity,
        new Attack(List.of(), List.of()),
        List.of(),
        List.of());
  }

  /// One line of `rule` about `group`.
  static Seen line(String rule, String group, String source, long number) {
    return line(rule(rule, Severity.MEDIUM), group, source, number);
  }

  static Seen line(AlertRule rule, String group, String source, long number) {
    long nanos = START + number * 1_000_000;
    return new Seen(
        rule,
        group,
        1,
        nanos,
        nanos,
        List.of(evidence(source, number)),
        Map.of("src_ip", List.of(group)));
  }

  static Evidence evidence(String source, long number) {
    return new Evidence(source, number, number * 100, source + " line " + number);
  }

  @Override
  public List<EvidenceReference> references() {
    return evidence.stream()
        .map(line -> new EvidenceReference(line.source(), line.lineNumber(), line.byteOffset()))
        .toList();
  }
}
