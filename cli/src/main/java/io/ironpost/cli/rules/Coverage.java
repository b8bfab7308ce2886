package io.ironpost.cli.rules;

import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.alert.Technique;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.read.RuleCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which techniques a set of rules looks for. Only rules that are on and alert count: the parts of
/// a correlation would count twice.
///
/// @param rules how many rules count
/// @param untagged how many of them name no technique
record Coverage(List<Covered> techniques, int rules, int untagged) {
  /// One technique.
  ///
  /// @param titles of the rules
  /// @param worst the severity of the most severe of them
  record Covered(Technique technique, List<String> titles, Severity worst) {}

  static Coverage of(RuleCollection collection) {
    Map<Technique, List<RuleHeader>> byTechnique = new TreeMap<>();
    int rules = 0;
    int untagged = 0;
    for (RuleHeader header : alerting(collection)) {
      List<Technique> techniques = Attack.ofTags(header.tags()).techniques();
      techniques.forEach(t -> byTechnique.computeIfAbsent(t, _ -> new ArrayList<>()).add(header));
      rules++;
      untagged += techniques.isEmpty() ? 1 : 0;
    }
    List<Covered> covered = new ArrayList<>();
    byTechnique.forEach((technique, headers) -> covered.add(covered(technique, headers)));
    return new Coverage(List.copyOf(covered), rules, untagged);
  }

  private static List<RuleHeader> alerting(RuleCollection collection) {
    Stream<Rule> events = collection.eventRules().stream().filter(EventRule::alerts).map(r -> r);
    Stream<Rule> correlations =
        collection.correlationRules().stream().filter(rule -> rule.alerts()).map(r -> r);
    return Stream.concat(events, correlations)
        .map(Rule::header)
        .filter(RuleHeader::enabled)
        .toList();
  }

  private static Covered covered(Technique technique, List<RuleHeader> headers) {
    Severity worst =
        headers.stream()
            .map(RuleHeader::level)
            .max(Severity::compareTo)
            .orElse(Severity.INFORMATIONAL);
    return new Covered(technique, headers.stream().map(RuleHeader::title).sorted().toList(), worst);
  }
}
