package io.ironpost.rules.judge;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.judge.Inspector;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.match.CompiledRule;
import io.ironpost.rules.match.RuleEngine;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.RuleHeader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One set of rules, ready to judge: what matches, what correlates, and what is wanted of each
/// match. All but the correlator's windows is for any thread.
public final class LoadedRules {
  private final RuleEngine engine;
  private final Correlator correlator;
  private final Interest[] interests;
  private final @Nullable AlertRule[] alertRules; // made when a rule first alerts: few ever do
  private final IdentityHashMap<CorrelationRule, Book> books = new IdentityHashMap<>();
  private final HitsPool pool = new HitsPool();

  /// @param names those of the parsers; what rules ask for is added
  public LoadedRules(RuleEngine engine, Correlator correlator, FieldNames names) {
    this.engine = engine;
    this.correlator = correlator;
    this.interests =
        engine.rules().stream()
            .map(rule -> interest(rule, correlator, names))
            .toArray(Interest[]::new);
    this.alertRules = new AlertRule[interests.length];
    correlator.rules().forEach(rule -> books.put(rule, new Book(alertRule(rule.header()))));
  }

  /// What a correlation is told as, and how often it came true.
  record Book(AlertRule alertRule, LongAdder matches) {
    Book(AlertRule alertRule) {
      this(alertRule, new LongAdder());
    }
  }

  private static Interest interest(CompiledRule rule, Correlator correlator, FieldNames names) {
    RuleHeader header = rule.rule().header();
    List<String> slots = correlator.capturedFields(header.id());
    List<String> entities = Entities.of(header);
    List<String> fields = new ArrayList<>(slots);
    fields.addAll(entities);
    return new Interest(
        rule.rule().alerts(),
        correlator.handleOf(header.id()),
        slots.size(),
        fields.stream().mapToInt(names::idOf).toArray(),
        entities.toArray(String[]::new));
  }

  private static AlertRule alertRule(RuleHeader header) {
    return new AlertRule(
        header.id(),
        header.name(),
        header.title(),
        header.description(),
        header.level(),
        Attack.ofTags(header.tags()),
        header.tags(),
        header.references());
  }

  Inspector inspector() {
    return new RuleInspector(engine.matcher(), this);
  }

  HitsPool pool() {
    return pool;
  }

  Correlator correlator() {
    return correlator;
  }

  Interest interest(int rule) {
    return interests[rule];
  }

  RuleHeader header(int rule) {
    return engine.rules().get(rule).rule().header();
  }

  /// For the thread that settles.
  AlertRule alertRule(int rule) {
    AlertRule known = alertRules[rule];
    if (known == null) {
      known = alertRule(header(rule));
      alertRules[rule] = known;
    }
    return known;
  }

  Book book(CorrelationRule rule) {
    Book book = books.get(rule);
    if (book == null) {
      throw new IllegalArgumentException("not one of these rules: " + rule.header().id());
    }
    return book;
  }

  Stream<CompiledRule> parked() {
    return engine.rules().stream().filter(CompiledRule::isParked);
  }

  List<RuleStats> stats() {
    List<RuleStats> stats = new ArrayList<>();
    for (CompiledRule rule : engine.rules()) {
      RuleHeader header = rule.rule().header();
      stats.add(
          new RuleStats(
              header.id(),
              header.title(),
              rule.hits(),
              rule.samples(),
              rule.averageNanos(),
              rule.isParked()));
    }
    for (CorrelationRule rule : correlator.rules()) {
      RuleHeader header = rule.header();
      stats.add(
          new RuleStats(header.id(), header.title(), book(rule).matches().sum(), 0, 0, false));
    }
    return stats;
  }
}
