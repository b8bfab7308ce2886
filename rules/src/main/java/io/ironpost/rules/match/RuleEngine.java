package io.ironpost.rules.match;

import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// All event rules, ready to match. Immutable to its users: a reload makes a new engine.
///
/// Groups are compiled when the first record of their product and category is met, so that 3,800
/// rules for Windows cost a Linux host nothing but their reading. An event may name its own words
/// (JSON), so an attacker chooses them: words that the same rules concern share a group.
public final class RuleEngine {
  private record GroupKey(String product, String category) {}

  private final List<CompiledRule> rules;
  private final FieldNames names;
  private final EngineLimits limits;
  private final LongSupplier nanoClock;
  private final Map<GroupKey, Group> groups = new ConcurrentHashMap<>();
  private final Map<List<CompiledRule>, Group> groupsByRules = new ConcurrentHashMap<>();

  /// @param nanoClock a monotonic clock in nanoseconds, by which rules are charged
  public RuleEngine(
      List<EventRule> rules, FieldNames names, EngineLimits limits, LongSupplier nanoClock) {
    this.names = names;
    this.limits = limits;
    this.nanoClock = nanoClock;
    List<CompiledRule> compiled = new ArrayList<>();
    for (EventRule rule : rules) {
      if (rule.header().enabled()) {
        compiled.add(new CompiledRule(rule, compiled.size()));
        askFor(rule.condition());
      }
    }
    this.rules = List.copyOf(compiled);
  }

  /// Makes the names of all fields known at once: parsers look up only names that somebody asked
  /// for, and groups are compiled long after the parsers were made.
  private void askFor(Expr part) {
    switch (part) {
      case Expr.And(var parts) -> parts.forEach(this::askFor);
      case Expr.Or(var parts) -> parts.forEach(this::askFor);
      case Expr.Not(var inner) -> askFor(inner);
      case Expr.Named(_, var inner) -> askFor(inner);
      case Expr.Test(Predicate.Field(var field, _)) -> names.idOf(field);
      case Expr.Test(Predicate.Exists(var field, _)) -> names.idOf(field);
      case Expr.Test(Predicate.IsNull(var field)) -> names.idOf(field);
      case Expr.Test(Predicate.Keyword _) -> {}
      case Expr.Test(Predicate.SameAs(var field, var other, _, _)) -> {
        names.idOf(field);
        names.idOf(other);
      }
    }
  }

  /// A matcher for one thread.
  public EventMatcher matcher() {
    return new EventMatcher(this, nanoClock);
  }

  /// The enabled rules with their books.
  public List<CompiledRule> rules() {
    return rules;
  }

  EngineLimits limits() {
    return limits;
  }

  /// Groups are compiled side by side; whoever needs one that is being compiled waits for it.
  Group group(Logsource logsource) {
    return groups.computeIfAbsent(
        new GroupKey(logsource.product(), logsource.category()),
        key ->
            groupsByRules.computeIfAbsent(
                eligible(key), eligible -> GroupBuilder.build(eligible, names)));
  }

  private List<CompiledRule> eligible(GroupKey key) {
    return rules.stream()
        .filter(rule ->
            Logsource.productsAgree(key.product, rule.rule().logsource().product())
                && Logsource.categoriesAgree(key.category, rule.rule().logsource().category()))
        .toList();
  }
}
