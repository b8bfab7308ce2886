package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.Logsource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The rules that records of one product and category can concern, with their common index.
/// Services are told apart by a bit per rule when a rule is woken: an index for each service would
/// hold most rules many times.
///
/// Immutable but for the cache of admitted rules; shared by all threads.
final class Group {
  private final List<CompiledRule> rules;
  private final Node[] conditions;
  private final int[] always;
  private final Check[] checks;
  private final int[][] wokenBy;
  private final @Nullable FieldIndex[] byField;
  private final @Nullable FieldIndex anyText;
  private final Map<Logsource, BitSet> admitted = new ConcurrentHashMap<>();

  Group(GroupBuilder built) {
    rules = List.copyOf(built.rules());
    conditions = built.conditions();
    always = built.always();
    checks = built.checks();
    wokenBy = built.wokenBy();
    byField = built.fieldIndexes();
    anyText = built.anyTextIndex();
  }

  /// Runs every value of the record through the index of its field.
  void scan(EventRecord record, EventState state) {
    int count = record.count();
    for (int e = 0; e < count; e++) {
      int field = record.fieldId(e);
      if (field >= 0 && field < byField.length) {
        FieldIndex index = byField[field];
        if (index != null) {
          index.scan(record, e, state);
        }
      }
      if (anyText != null && Check.OfAnyText.isSearched(record, e)) {
        anyText.scan(record, e, state);
      }
    }
  }

  boolean holds(int rule, EventState state) {
    return conditions[rule].holds(state);
  }

  CompiledRule rule(int rule) {
    return rules.get(rule);
  }

  /// Rules without a literal to wake them, evaluated for every event.
  int[] always() {
    return always;
  }

  Check check(int check) {
    return checks[check];
  }

  int[] wokenBy(int trigger) {
    return wokenBy[trigger];
  }

  /// The rules that a record of this logsource can concern, also by its services.
  BitSet admitted(Logsource logsource) {
    return admitted.computeIfAbsent(logsource, this::admit);
  }

  private BitSet admit(Logsource logsource) {
    BitSet bits = new BitSet(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      var source = rules.get(i).rule().logsource();
      bits.set(i, logsource.admits(source.product(), source.category(), source.service()));
    }
    return bits;
  }

  int ruleCount() {
    return rules.size();
  }

  int triggerCount() {
    return wokenBy.length;
  }

  int checkCount() {
    return checks.length;
  }
}
