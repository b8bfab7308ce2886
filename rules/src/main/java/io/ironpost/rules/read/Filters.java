package io.ironpost.rules.read;

import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Draft.Filtering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sigma filters, by the rules they are for. A filter concerns a rule when their logsources do not
/// contradict each other.
final class Filters {
  private final Map<String, List<Filtering>> byRule = new HashMap<>();
  private final List<Filtering> forAny = new ArrayList<>();

  void add(Filtering filter, List<String> ruleIds) {
    ruleIds.forEach(id -> byRule.computeIfAbsent(id, _ -> new ArrayList<>()).add(filter));
    if (ruleIds.isEmpty()) {
      forAny.add(filter);
    }
  }

  /// The rule with its filters, and with the word whether it alerts.
  ///
  /// @param documentId the id of the document it comes from, by which filters name it
  EventRule apply(String documentId, EventRule rule, boolean alerts) {
    List<Expr> parts = new ArrayList<>();
    parts.add(rule.condition());
    List<Filtering> named = byRule.getOrDefault(documentId, List.of());
    for (List<Filtering> filters : List.of(named, forAny)) {
      for (Filtering filter : filters) {
        if (agree(filter.logsource(), rule.logsource())) {
          parts.add(filter.keep());
        }
      }
    }
    boolean stays = rule.alerts() && alerts;
    return new EventRule(rule.header(), rule.logsource(), Expr.allOf(parts), stays);
  }

  private static boolean agree(RuleLogsource filter, RuleLogsource rule) {
    return agree(filter.product(), rule.product())
        && agree(filter.category(), rule.category())
        && agree(filter.service(), rule.service());
  }

  private static boolean agree(String filter, String rule) {
    return filter.isEmpty() || rule.isEmpty() || filter.equals(rule);
  }
}
