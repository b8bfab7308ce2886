package io.ironpost.rules.correlate;

import io.ironpost.core.alert.Severity;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.model.RuleHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Writes correlation rules in a line.
final class CorrelationRules {
  private final String id;
  private CorrelationRule.Type type = CorrelationRule.Type.EVENT_COUNT;
  private List<String> rules = List.of("fail");
  private List<String> groupBy = List.of("src");
  private Duration timespan = Duration.ofSeconds(60);
  private Condition condition = new Condition.AllOf();
  private Map<String, Map<String, String>> aliases = Map.of();
  private boolean alerts = true;

  private CorrelationRules(String id) {
    this.id = id;
  }

  static CorrelationRules rule(String id) {
    return new CorrelationRules(id);
  }

  CorrelationRules type(CorrelationRule.Type newType) {
    type = newType;
    return this;
  }

  CorrelationRules of(String... ids) {
    rules = List.of(ids);
    return this;
  }

  CorrelationRules by(String... fields) {
    groupBy = List.of(fields);
    return this;
  }

  CorrelationRules within(long seconds) {
    timespan = Duration.ofSeconds(seconds);
    return this;
  }

  CorrelationRules is(Operator operator, double value, String... fields) {
    condition = new Condition.Numeric(List.of(new Bound(operator, value)), List.of(fields), 0);
    return this;
  }

  CorrelationRules between(double atLeast, double below) {
    condition =
        new Condition.Numeric(
            List.of(new Bound(Operator.GTE, atLeast), new Bound(Operator.LT, below)), List.of(), 0);
    return this;
  }

  CorrelationRules percentile(double percentile, Operator operator, double value, String field) {
    condition =
        new Condition.Numeric(List.of(new Bound(operator, value)), List.of(field), percentile);
    return this;
  }

  CorrelationRules when(RuleExpr formula) {
    condition = new Condition.Expression(formula);
    return this;
  }

  CorrelationRules alias(String alias, Map<String, String> fieldByRule) {
    aliases = Map.of(alias, fieldByRule);
    return this;
  }

  CorrelationRules silent() {
    alerts = false;
    return this;
  }

  CorrelationRule make() {
    RuleHeader header =
        new RuleHeader(
            id,
            id,
            id,
            "",
            Severity.MEDIUM,
            "",
            true,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Location("test.yml", 1, 1));
    return new CorrelationRule(header, type, rules, groupBy, timespan, condition, aliases, alerts);
  }
}
