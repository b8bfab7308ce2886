package io.ironpost.rules.judge;

import io.ironpost.core.alert.Alert;
import io.ironpost.rules.model.RuleHeader;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All findings of a run, folded by rule and actor.
final class Findings {
  /// Distinct (rule, actor) pairs. An attacker chooses the actors; what comes after is counted
  /// under its rule without an actor, so that nothing vanishes.
  static final int MAX_FINDINGS = 100_000;

  /// @param actor who acted, with the field's name; empty when the event names nobody
  record Key(String ruleId, String actor) {}

  private final Map<Key, Finding> byKey = new LinkedHashMap<>();
  private long foldedTogether;

  /// The finding for a rule and an actor, new when this is the first.
  Finding of(RuleHeader rule, String actor) {
    Key key = new Key(rule.id(), actor);
    Finding known = byKey.get(key);
    if (known != null) {
      return known;
    }
    if (byKey.size() >= MAX_FINDINGS && !actor.isEmpty()) {
      foldedTogether++;
      return of(rule, "");
    }
    Finding added = new Finding(rule, actor);
    byKey.put(key, added);
    return added;
  }

  /// Matches that lost their actor to [#MAX_FINDINGS].
  long foldedTogether() {
    return foldedTogether;
  }

  /// Worst first, then as they were first seen.
  List<Alert> toAlerts() {
    return byKey.values().stream()
        .map(Finding::toAlert)
        .sorted(Comparator.comparing(Alert::severity).reversed())
        .toList();
  }
}
