package io.ironpost.alerts.deliver;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertId;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Gathers what the rate limit held back, to be told in one message.
final class HeldBack {
  /// The id under which receivers see digests.
  static final String RULE_ID = "ironpost.rate-limit";

  private static final int RULES_NAMED = 5;

  /// Rules are ours and the user's, not the attacker's; still, none may fill the memory.
  private static final int MAX_RULES = 1_000;

  private final String sink;
  private final Map<String, Long> byRule = new HashMap<>();
  private long count;
  private Severity worst = Severity.INFORMATIONAL;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private String host = "";

  HeldBack(String sink) {
    this.sink = sink;
  }

  void add(AlertUpdate update) {
    count++;
    String rule = update.alert().rule();
    if (byRule.size() < MAX_RULES || byRule.containsKey(rule)) {
      byRule.merge(rule, 1L, Long::sum);
    }
    if (update.alert().severity().isAtLeast(worst)) {
      worst = update.alert().severity();
    }
    first = update.toldAt().isBefore(first) ? update.toldAt() : first;
    last = update.toldAt().isAfter(last) ? update.toldAt() : last;
    host = update.host();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// One alert that stands for all of them; then it gathers anew.
  AlertUpdate take(Instant now, UUID traceId) {
    List<String> most =
        byRule.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(RULES_NAMED)
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .toList();
    Duration over = Duration.ofSeconds(Math.max(1, Duration.between(first, last).toSeconds()));
    String title =
        "%d more alert message(s) held back within %d s: %s"
            .formatted(count, over.toSeconds(), String.join(", ", most));
    AlertUpdate digest = update(title, most, now, traceId);
    byRule.clear();
    count = 0;
    worst = Severity.INFORMATIONAL;
    first = Instant.MAX;
    last = Instant.MIN;
    return digest;
  }

  private AlertUpdate update(String title, List<String> rules, Instant now, UUID traceId) {
    AlertRule rule =
        new AlertRule(
            RULE_ID,
            "rate_limit",
            "Alert messages held back by a rate limit",
            "More alerts were told than this receiver gets at a time. They are all in the history.",
            worst,
            new Attack(List.of(), List.of()),
            List.of(),
            List.of());
    Map<String, List<String>> entities = new LinkedHashMap<>();
    entities.put("rule", rules);
    Alert alert =
        new Alert(
            AlertId.of(RULE_ID + ' ' + sink + ' ' + traceId, List.of()),
            rule.id(),
            rule.name(),
            title,
            worst,
            rule.attack(),
            Optional.of(first),
            Optional.of(last),
            count,
            entities,
            List.of());
    return new AlertUpdate(
        alert, rule, traceId, 1, AlertUpdate.Phase.OPENED, now, host, "", "", List.of(), 0);
  }
}
