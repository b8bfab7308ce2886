package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Condition;
import java.util.List;
import java.util.stream.IntStream;

/// Chooses how a correlation measures its windows, and how many entries one may take.
final class Measures {
  /// Of each rule the newest match decides; older ones only serve events that come late.
  private static final int MAX_RULE_ENTRIES = 256;

  /// Distinct values each need an entry: more than this do not fit a block of the arena.
  private static final int MAX_DISTINCT = 12_000;

  private static final int[] NO_RULES = {};

  private final GroupTable groups;
  private final Arena arena;
  private final long hashSeed;
  private final int maxEntries;

  Measures(GroupTable groups, Arena arena, long hashSeed, int maxEntries) {
    this.groups = groups;
    this.arena = arena;
    this.hashSeed = hashSeed;
    this.maxEntries = maxEntries;
  }

  Measure of(CorrelationRule rule, Ticks ticks) {
    return switch (rule.type()) {
      case EVENT_COUNT -> count(new Bounds(numeric(rule).bounds()), ticks);
      case VALUE_COUNT -> new DistinctTally(arena, new Bounds(numeric(rule).bounds()), hashSeed);
      case VALUE_SUM -> new SumTally(SumTally.Of.SUM, new Bounds(numeric(rule).bounds()));
      case VALUE_AVG -> new SumTally(SumTally.Of.AVERAGE, new Bounds(numeric(rule).bounds()));
      case VALUE_PERCENTILE ->
          new PercentileTally(numeric(rule).percentile(), new Bounds(numeric(rule).bounds()));
      case TEMPORAL -> seen(rule);
      case TEMPORAL_ORDERED -> inOrder(rule);
    };
  }

  int maxEntries(CorrelationRule rule, Ticks ticks, Measure measure) {
    return switch (measure) {
      case EventTally _ -> (int) entriesToCount(new Bounds(numeric(rule).bounds()), ticks);
      case DistinctTally _ -> entriesToDistinguish(rule);
      case RulesSeen _, RulesInOrder _ -> Math.min(maxEntries, MAX_RULE_ENTRIES);
      case SumTally _, PercentileTally _ -> maxEntries;
    };
  }

  private Measure count(Bounds bounds, Ticks ticks) {
    return entriesToCount(bounds, ticks) <= maxEntries
        ? new EventTally(groups, bounds)
        : new SumTally(SumTally.Of.EVENTS, bounds);
  }

  /// With more entries than this in what is kept, one of the windows in it has reached `saturation`
  /// (pigeonhole), so the group has fired already and older entries decide nothing any more.
  private static double entriesToCount(Bounds bounds, Ticks ticks) {
    double windows = Math.floor((double) ticks.kept() / Math.max(1, ticks.span())) + 1;
    return Math.max(1, bounds.saturation() * windows + 1);
  }

  private int entriesToDistinguish(CorrelationRule rule) {
    double distinct = new Bounds(numeric(rule).bounds()).saturation();
    if (distinct > MAX_DISTINCT) {
      throw new IllegalArgumentException(
          "%s: value_count compares with %.0f, more than %d distinct values are not kept"
              .formatted(rule.header().id(), distinct, MAX_DISTINCT));
    }
    return Math.max(maxEntries, (int) (distinct * 4 / 3) + 2);
  }

  private static Measure seen(CorrelationRule rule) {
    List<String> rules = distinctRules(rule);
    return switch (rule.condition()) {
      case Condition.AllOf() ->
          new RulesSeen(
              rules.size(),
              new RulesSeen.Condition.Formula(new RuleFormula(List.of(all(rules.size())))));
      case Condition.Expression(var formula) ->
          new RulesSeen(
              rules.size(), new RulesSeen.Condition.Formula(RuleFormula.of(formula, rules)));
      case Condition.Numeric numeric ->
          new RulesSeen(
              rules.size(), new RulesSeen.Condition.Different(new Bounds(numeric.bounds())));
    };
  }

  private static Measure inOrder(CorrelationRule rule) {
    List<String> rules = distinctRules(rule);
    int[] order = rule.rules().stream().mapToInt(rules::indexOf).toArray();
    List<RuleFormula.Case> whole = List.of(new RuleFormula.Case(order, NO_RULES));
    return switch (rule.condition()) {
      case Condition.AllOf() -> new RulesInOrder(rules.size(), whole, null);
      case Condition.Expression(var formula) ->
          new RulesInOrder(rules.size(), RuleFormula.of(formula, rules).cases(), null);
      case Condition.Numeric numeric ->
          new RulesInOrder(rules.size(), whole, new Bounds(numeric.bounds()));
    };
  }

  static List<String> distinctRules(CorrelationRule rule) {
    return rule.rules().stream().distinct().toList();
  }

  private static RuleFormula.Case all(int rules) {
    return new RuleFormula.Case(IntStream.range(0, rules).toArray(), NO_RULES);
  }

  private static Condition.Numeric numeric(CorrelationRule rule) {
    if (rule.condition() instanceof Condition.Numeric numeric && !numeric.bounds().isEmpty()) {
      return numeric;
    }
    throw new IllegalArgumentException(
        rule.header().id() + ": " + rule.type() + " needs a condition with a number");
  }
}
