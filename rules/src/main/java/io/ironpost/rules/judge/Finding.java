package io.ironpost.rules.judge;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertId;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.event.EventRecord;
import io.ironpost.rules.model.RuleHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An alert while it grows: repeats by the same actor fold into it.
final class Finding {
  /// Values of one entity that are kept; a scanner that tries 10,000 names is told by its count.
  static final int MAX_VALUES = 10;

  /// Lines that are kept as proof.
  static final int MAX_EVIDENCE = 10;

  /// Repeats whose entities are looked at: the first ones tell who is concerned, and making text of
  /// the millionth costs as much as of the first.
  static final int MAX_REPEATS_LOOKED_AT = 100;

  private final RuleHeader rule;
  private final String actor;
  private final Map<String, Set<String>> entities = new LinkedHashMap<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private int repeatsLookedAt;
  private long count;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = EventRecord.NO_TIME;

  Finding(RuleHeader rule, String actor) {
    this.rule = rule;
    this.actor = actor;
  }

  void count(long more) {
    count += more;
  }

  void seen(long timeNanos) {
    if (timeNanos != EventRecord.NO_TIME) {
      firstNanos = Math.min(firstNanos, timeNanos);
      lastNanos = Math.max(lastNanos, timeNanos);
    }
  }

  /// Whether this repeat's entities are still looked at.
  boolean wantsEntities() {
    return repeatsLookedAt++ < MAX_REPEATS_LOOKED_AT;
  }

  void entity(String name, String value) {
    Set<String> values = entities.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    if (values.size() < MAX_VALUES) {
      values.add(value);
    }
  }

  boolean wantsEvidence() {
    return evidence.size() < MAX_EVIDENCE;
  }

  void evidence(Evidence line) {
    evidence.add(line);
  }

  /// The id rests on who it is about and the line with which it began: these are the same however
  /// long it had gone on when it was first told.
  Alert toAlert() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    entities.forEach((name, values) -> named.put(name, List.copyOf(values)));
    boolean timed = lastNanos != EventRecord.NO_TIME;
    return new Alert(
        AlertId.of(rule.id() + ' ' + actor, evidence.subList(0, Math.min(1, evidence.size()))),
        rule.id(),
        rule.name(),
        rule.title(),
        rule.level(),
        Attack.ofTags(rule.tags()),
        timed ? Optional.of(instant(firstNanos)) : Optional.empty(),
        timed ? Optional.of(instant(lastNanos)) : Optional.empty(),
        Math.max(1, count),
        named,
        evidence);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
