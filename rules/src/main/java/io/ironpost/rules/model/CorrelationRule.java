package io.ironpost.rules.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A rule over the matches of other rules (Sigma correlation rules, specification 2.1).
///
/// @param rules the rules it looks at, by the id that each has in the loaded set; at least one
/// @param groupBy the fields (or aliases) whose values must be the same
/// @param timespan the sliding window, on event time; positive
/// @param aliases alias → (rule id → that rule's field)
/// @param alerts false when only other correlations use it
public record CorrelationRule(
    RuleHeader header,
    Type type,
    List<String> rules,
    List<String> groupBy,
    Duration timespan,
    Condition condition,
    Map<String, Map<String, String>> aliases,
    boolean alerts)
    implements Rule {
  public CorrelationRule {
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    aliases = Map.copyOf(aliases);
  }

  /// The seven kinds of the specification; the extended temporal condition is `TEMPORAL` with a
  /// [Condition.Expression].
  public enum Type {
    EVENT_COUNT,
    VALUE_COUNT,
    TEMPORAL,
    TEMPORAL_ORDERED,
    VALUE_SUM,
    VALUE_AVG,
    VALUE_PERCENTILE
  }

  /// When the correlation holds.
  public sealed interface Condition {
    /// A number compared with one or more bounds, all of which must hold (`gte: 5`, `lt: 100`).
    ///
    /// @param fields the fields of `value_*` kinds (combined for value_count); empty for
    ///   event_count
    /// @param percentile 0–100 for value_percentile, else 0
    record Numeric(List<Bound> bounds, List<String> fields, double percentile)
        implements Condition {
      public Numeric {
        bounds = List.copyOf(bounds);
        fields = List.copyOf(fields);
      }
    }

    /// Every referenced rule matched within the window.
    record AllOf() implements Condition {}

    /// A formula over the referenced rules.
    record Expression(RuleExpr formula) implements Condition {}
  }

  /// One comparison.
  public record Bound(Matcher.Operator operator, double value) {}

  /// A formula over rules that matched in the window.
  public sealed interface RuleExpr {
    record Matched(String ruleId) implements RuleExpr {}

    record Both(List<RuleExpr> parts) implements RuleExpr {}

    record Either(List<RuleExpr> parts) implements RuleExpr {}

    record Neither(RuleExpr part) implements RuleExpr {}
  }
}
