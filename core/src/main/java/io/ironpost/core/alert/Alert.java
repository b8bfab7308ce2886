package io.ironpost.core.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A finding, as people and sinks get it.
///
/// @param id the same for the same evidence on every run ([AlertId])
/// @param ruleId unique among the loaded rules
/// @param ruleName the rule's short name; empty when it has none
/// @param attack tactics and techniques from the rule's tags
/// @param firstSeen event time of the first record; empty when the log has no time
/// @param lastSeen event time of the last record; empty when the log has no time
/// @param count how many records it stands for; at least 1
/// @param entities who and what is concerned, in the order of the field taxonomy (`src_ip` first)
/// @param evidence the lines that prove it, oldest first; may be fewer than `count`
public record Alert(
    String id,
    String ruleId,
    String ruleName,
    String title,
    Severity severity,
    Attack attack,
    Optional<Instant> firstSeen,
    Optional<Instant> lastSeen,
    long count,
    Map<String, List<String>> entities,
    List<Evidence> evidence) {
  public Alert {
    if (id.isBlank() || ruleId.isBlank()) {
      throw new IllegalArgumentException("an alert needs an id and a rule: " + id + ", " + ruleId);
    }
    if (count < 1) {
      throw new IllegalArgumentException("an alert stands for at least one record, not " + count);
    }
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    entities.forEach((name, values) -> ordered.put(name, List.copyOf(values)));
    entities = Collections.unmodifiableMap(ordered);
    evidence = List.copyOf(evidence);
  }

  /// The rule as users call it: its name where it has one, else its title.
  public String rule() {
    return ruleName.isEmpty() ? title : ruleName;
  }

  /// The values of one entity; empty when the alert has none.
  public List<String> entity(String name) {
    return entities.getOrDefault(name, List.of());
  }
}
