package io.ironpost.rules.cache;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import io.ironpost.rules.model.Matcher;
import io.ironpost.rules.model.RuleHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Correlation rules without their headers.
final class Correlations {
  private Correlations() {}

  static void write(Encoder out, CorrelationRule rule) {
    out.small(rule.type().ordinal());
    out.texts(rule.rules());
    out.texts(rule.groupBy());
    out.number(rule.timespan().toNanos());
    writeCondition(out, rule.condition());
    writeMap(out, rule.aliases());
    out.flag(rule.alerts());
  }

  static CorrelationRule read(Decoder in, RuleHeader header) {
    return new CorrelationRule(
        header,
        in.oneOf(CorrelationRule.Type.values()),
        in.texts(),
        in.texts(),
        Duration.ofNanos(in.number()),
        readCondition(in),
        readMap(in),
        in.flag());
  }

  private static void writeMap(Encoder out, Map<String, Map<String, String>> aliases) {
    out.list(
        List.copyOf(aliases.entrySet()),
        alias -> {
          out.text(alias.getKey());
          out.list(
              List.copyOf(alias.getValue().entrySet()),
              field -> {
                out.text(field.getKey());
                out.text(field.getValue());
              });
        });
  }

  private static Map<String, Map<String, String>> readMap(Decoder in) {
    Map<String, Map<String, String>> aliases = new HashMap<>();
    for (int i = in.size(); i > 0; i--) {
      String name = in.text();
      Map<String, String> fields = new HashMap<>();
      for (int f = in.size(); f > 0; f--) {
        fields.put(in.text(), in.text());
      }
      aliases.put(name, fields);
    }
    return aliases;
  }

  private static void writeCondition(Encoder out, Condition condition) {
    switch (condition) {
      case Condition.Numeric(var bounds, var fields, var percentile) -> {
        out.small(0);
        out.list(
            bounds,
            bound -> {
              out.small(bound.operator().ordinal());
              out.number(Double.doubleToLongBits(bound.value()));
            });
        out.texts(fields);
        out.number(Double.doubleToLongBits(percentile));
      }
      case Condition.AllOf _ -> out.small(1);
      case Condition.Expression(var formula) -> {
        out.small(2);
        writeFormula(out, formula);
      }
    }
  }

  private static Condition readCondition(Decoder in) {
    return switch (in.small()) {
      case 0 ->
          new Condition.Numeric(
              in.list(() -> readBound(in)), in.texts(), Double.longBitsToDouble(in.number()));
      case 1 -> new Condition.AllOf();
      case 2 -> new Condition.Expression(readFormula(in));
      default -> throw new BadCacheException("unknown tag");
    };
  }

  private static Bound readBound(Decoder in) {
    return new Bound(in.oneOf(Matcher.Operator.values()), Double.longBitsToDouble(in.number()));
  }

  private static void writeFormula(Encoder out, RuleExpr formula) {
    switch (formula) {
      case RuleExpr.Matched(var ruleId) -> {
        out.small(0);
        out.text(ruleId);
      }
      case RuleExpr.Both(var parts) -> {
        out.small(1);
        out.list(parts, part -> writeFormula(out, part));
      }
      case RuleExpr.Either(var parts) -> {
        out.small(2);
        out.list(parts, part -> writeFormula(out, part));
      }
      case RuleExpr.Neither(var part) -> {
        out.small(3);
        writeFormula(out, part);
      }
    }
  }

  private static RuleExpr readFormula(Decoder in) {
    return switch (in.small()) {
      case 0 -> new RuleExpr.Matched(in.text());
      case 1 -> new RuleExpr.Both(in.list(() -> readFormula(in)));
      case 2 -> new RuleExpr.Either(in.list(() -> readFormula(in)));
      case 3 -> new RuleExpr.Neither(readFormula(in));
      default -> throw new BadCacheException("unknown tag");
    };
  }
}
