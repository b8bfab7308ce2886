package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The condition of a correlation as text, for golden files.
final class CorrelationText {
  private CorrelationText() {}

  static String of(Condition condition) {
    return switch (condition) {
      case Condition.AllOf() -> "all";
      case Condition.Expression(var formula) -> of(formula);
      case Condition.Numeric(var bounds, var fields, var percentile) ->
          (fields.isEmpty() ? "" : fields + " ")
              + (percentile == 0 ? "" : "p" + percentile + " ")
              + bounds.stream()
                  .map(b -> b.operator().name().toLowerCase(Locale.ROOT) + " " + b.value())
                  .collect(Collectors.joining(", "));
    };
  }

  private static String of(RuleExpr formula) {
    return switch (formula) {
      case RuleExpr.Matched(var id) -> id;
      case RuleExpr.Both(var parts) -> join(parts, " & ");
      case RuleExpr.Either(var parts) -> join(parts, " | ");
      case RuleExpr.Neither(var part) -> "!" + of(part);
    };
  }

  private static String join(List<RuleExpr> parts, String sign) {
    return parts.stream().map(CorrelationText::of).collect(Collectors.joining(sign, "(", ")"));
  }
}
