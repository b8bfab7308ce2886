package io.ironpost.alerts.deliver;

import io.ironpost.alerts.silence.Wildcard;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import java.util.List;

/// Which alerts a receiver wants.
///
/// @param atLeast the least severity
/// @param rules ids or names, `*` and `?` allowed; empty for all
/// @param notRules likewise, taken off
/// @param tags an alert needs one of them (`attack.t1110*`); empty for all
/// @param notTags likewise, taken off
/// @param updates whether growth and ends are wanted, not beginnings only
public record Route(
    Severity atLeast,
    List<String> rules,
    List<String> notRules,
    List<String> tags,
    List<String> notTags,
    boolean updates) {
  /// Everything.
  public static final Route ALL =
      new Route(Severity.INFORMATIONAL, List.of(), List.of(), List.of(), List.of(), true);

  public Route {
    rules = List.copyOf(rules);
    notRules = List.copyOf(notRules);
    tags = List.copyOf(tags);
    notTags = List.copyOf(notTags);
  }

  boolean wants(AlertUpdate update) {
    AlertRule rule = update.rule();
    return update.alert().severity().isAtLeast(atLeast)
        && (updates || update.phase() == Phase.OPENED)
        && (rules.isEmpty() || isRule(rules, rule))
        && !isRule(notRules, rule)
        && (tags.isEmpty() || isTagged(tags, rule))
        && !isTagged(notTags, rule);
  }

  private static boolean isRule(List<String> patterns, AlertRule rule) {
    return patterns.stream()
        .map(Wildcard::new)
        .anyMatch(p -> p.matches(rule.id()) || !rule.name().isEmpty() && p.matches(rule.name()));
  }

  private static boolean isTagged(List<String> patterns, AlertRule rule) {
    return patterns.stream()
        .map(Wildcard::new)
        .anyMatch(p -> rule.tags().stream().anyMatch(p::matches));
  }
}
