package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import java.util.function.UnaryOperator;

/// Puts ids in the place of names in the formula of a correlation.
final class RuleNames {
  private RuleNames() {}

  static Condition replace(Condition condition, UnaryOperator<String> idOf) {
    return condition instanceof Condition.Expression(var formula)
        ? new Condition.Expression(replace(formula, idOf))
        : condition;
  }

  private static RuleExpr replace(RuleExpr formula, UnaryOperator<String> idOf) {
    return switch (formula) {
      case RuleExpr.Matched(var name) -> new RuleExpr.Matched(idOf.apply(name));
      case RuleExpr.Neither(var part) -> new RuleExpr.Neither(replace(part, idOf));
      case RuleExpr.Both(var parts) ->
          new RuleExpr.Both(parts.stream().map(part -> replace(part, idOf)).toList());
      case RuleExpr.Either(var parts) ->
          new RuleExpr.Either(parts.stream().map(part -> replace(part, idOf)).toList());
    };
  }
}
