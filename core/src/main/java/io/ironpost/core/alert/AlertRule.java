package io.ironpost.core.alert;

import java.util.List;

/// What an alert says of the rule that raised it.
///
/// @param id unique among the loaded rules
/// @param name the rule's short name; empty when it has none
/// @param description for whoever is woken up; empty when the rule has none
/// @param tags as they stand in the rule, `attack.t1110` and others
/// @param references links to more, the runbook among them
public record AlertRule(
    String id,
    String name,
    String title,
    String description,
    Severity severity,
    Attack attack,
    List<String> tags,
    List<String> references) {
  public AlertRule {
    tags = List.copyOf(tags);
    references = List.copyOf(references);
  }
}
