package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition.Numeric;
import io.ironpost.rules.model.CorrelationRule.Type;
import io.ironpost.rules.model.Matcher.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The aggregation of Sigma 1: what stood after the bar in `selection | count(user) by host > 5`.
/// Sigma 2 says the same with correlation rules. `min` and `max` have no correlation of their own,
/// but they are the 0th and the 100th percentile.
record Aggregation(Type type, Numeric condition, List<String> groupBy) {
  /// Bounds the work of the pattern below.
  private static final int MAX_LENGTH = 500;

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(count|min|max|avg|sum)\\s*\\(\\s*([^()\\s]*)\\s*\\)"
              + "(?:\\s+by\\s+([^<>=]+?))?\\s*(>=|<=|==|=|>|<)\\s*([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*",
          Pattern.CASE_INSENSITIVE);

  static Optional<Aggregation> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_LENGTH || !form.matches()) {
      return Optional.empty();
    }
    String function = form.group(1).toLowerCase(Locale.ROOT);
    String field = form.group(2);
    if (field.isEmpty() && !function.equals("count")) {
      return Optional.empty();
    }
    Bound bound = new Bound(operator(form.group(4)), Double.parseDouble(form.group(5)));
    List<String> fields = field.isEmpty() ? List.of() : List.of(field);
    double percentile = function.equals("max") ? 100 : 0;
    List<String> groupBy =
        Optional.ofNullable(form.group(3)).map(Aggregation::names).orElse(List.of());
    return Optional.of(
        new Aggregation(
            type(function, fields), new Numeric(List.of(bound), fields, percentile), groupBy));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static CorrelationRule.Type type(String function, List<String> fields) {
    return switch (function) {
      case "count" -> fields.isEmpty() ? Type.EVENT_COUNT : Type.VALUE_COUNT;
      case "sum" -> Type.VALUE_SUM;
      case "avg" -> Type.VALUE_AVG;
      default -> Type.VALUE_PERCENTILE;
    };
  }

  private static Operator operator(String sign) {
    return switch (sign) {
      case ">" -> Operator.GT;
      case ">=" -> Operator.GTE;
      case "<" -> Operator.LT;
      case "<=" -> Operator.LTE;
      default -> Operator.EQ;
    };
  }
}
