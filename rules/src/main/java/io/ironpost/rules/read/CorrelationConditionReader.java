package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition.AllOf;
import io.ironpost.rules.model.CorrelationRule.Condition.Expression;
import io.ironpost.rules.model.CorrelationRule.Condition.Numeric;
import io.ironpost.rules.model.CorrelationRule.Type;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.read.Draft.Reference;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the `condition` of a correlation: bounds for a number, or, for the temporal kinds,
/// nothing, a formula over rules, or a bound for how many of the rules must have matched.
final class CorrelationConditionReader {
  private static final Map<String, Operator> OPERATORS =
      new TreeMap<>(
          Map.of(
              "gt", Operator.GT,
              "gte", Operator.GTE,
              "lt", Operator.LT,
              "lte", Operator.LTE,
              "eq", Operator.EQ,
              "neq", Operator.NEQ));

  private static final Set<String> KEYS =
      Set.of("gt", "gte", "lt", "lte", "eq", "neq", "field", "percentile");

  /// What `value_percentile` means when it does not say which.
  private static final double MEDIAN = 50;

  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;
  private final String word;
  private final Type type;

  /// @param word the type as written
  CorrelationConditionReader(RuleContext context, String word, Type type) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
    this.word = word;
    this.type = type;
  }

  /// Empty when something is wrong, which is reported.
  Optional<CorrelationCondition> read(Mapping correlation, List<Reference> references) {
    Optional<Yaml> condition = correlation.find("condition");
    if (references.isEmpty() && !(condition.isPresent() && isFormula(condition.get()))) {
      String message = "the correlation names no rules";
      problems.error("missing-rules", correlation.span(), message, "add rules: with ids or names");
      return Optional.empty();
    }
    if (condition.isEmpty()) {
      return withoutCondition(correlation, references);
    }
    return switch (condition.get()) {
      case Mapping map when isTemporal() -> howMany(map, references);
      case Mapping map -> numeric(map).map(n -> new CorrelationCondition(n, references));
      case Scalar formula when isFormula(formula) -> formula(formula, references);
      case Scalar other -> misfit(other);
      case Sequence list -> misfit(list);
    };
  }

  private boolean isTemporal() {
    return type == Type.TEMPORAL || type == Type.TEMPORAL_ORDERED;
  }

  private boolean isFormula(Yaml condition) {
    return isTemporal() && condition instanceof Scalar scalar && !scalar.isNull();
  }

  private Optional<CorrelationCondition> misfit(Yaml condition) {
    String message = "the condition of '" + word + "' must be a map of bounds";
    problems.error("correlation-condition", condition.span(), message, "write gte: 5");
    return Optional.empty();
  }

  private Optional<CorrelationCondition> withoutCondition(
      Mapping correlation, List<Reference> references) {
    if (isTemporal()) {
      return Optional.of(new CorrelationCondition(new AllOf(), references));
    }
    String message = "a correlation of type '" + word + "' needs a condition";
    problems.error("missing-condition", correlation.span(), message, "add condition: {gte: 5}");
    return Optional.empty();
  }

  private Optional<Numeric> numeric(Mapping map) {
    int before = problems.errors();
    keys.checkSpelling(map, KEYS, Severity.ERROR);
    List<Bound> bounds = bounds(map);
    List<String> fields = keys.strings(map, "field");
    boolean counts = type == Type.EVENT_COUNT;
    if (fields.isEmpty() && !counts) {
      String message = "'" + word + "' needs the field whose values it looks at";
      problems.error("missing-field", map.span(), message, "add field: to the condition");
    } else if (!fields.isEmpty() && counts) {
      Span span = map.entry("field").orElseThrow().key().span();
      String message = "event_count counts events; 'field' has no effect";
      problems.warning("field-without-effect", span, message, "did you mean value_count?");
    }
    double percentile = percentile(map);
    return problems.errors() == before
        ? Optional.of(new Numeric(bounds, counts ? List.of() : fields, percentile))
        : Optional.empty();
  }

  private List<Bound> bounds(Mapping map) {
    List<Bound> bounds = new ArrayList<>();
    OPERATORS.forEach((key, operator) -> {
      if (map.has(key)) {
        number(map, key).ifPresent(value -> bounds.add(new Bound(operator, value)));
      }
    });
    if (OPERATORS.keySet().stream().noneMatch(map::has)) {
      String message = "the condition has no bound";
      problems.error("correlation-condition", map.span(), message, "add gte: 5 or the like");
    }
    return bounds;
  }

  private Optional<Double> number(Mapping map, String key) {
    Yaml value = map.find(key).orElseThrow();
    Optional<Double> number =
        keys.text(map, key)
            .flatMap(text -> ValueReader.number(text.text()))
            .map(Number::doubleValue);
    if (number.isEmpty()) {
      problems.error("not-a-number", value.span(), "'" + key + "' needs a number", "");
    }
    return number;
  }

  private double percentile(Mapping map) {
    if (type != Type.VALUE_PERCENTILE) {
      return 0;
    }
    if (word.equals("value_min") || word.equals("value_max")) {
      return word.equals("value_min") ? 0 : 100;
    }
    if (map.has("percentile")) {
      double percentile = number(map, "percentile").orElse(MEDIAN);
      if (percentile < 0 || percentile > 100) {
        Span span = map.find("percentile").orElseThrow().span();
        problems.error("not-a-number", span, "a percentile is a number from 0 to 100", "");
      }
      return percentile;
    }
    if (!word.equals("value_median")) {
      String message = "no 'percentile' is given; the median is taken";
      problems.warning("missing-percentile", map.span(), message, "add percentile: 95");
    }
    return MEDIAN;
  }

  private Optional<CorrelationCondition> formula(Scalar formula, List<Reference> references) {
    RuleFormulaReader reader = new RuleFormulaReader(context, formula, references);
    return reader
        .read()
        .map(expr -> new CorrelationCondition(new Expression(expr), reader.references()));
  }

  /// `gte: 2` in a temporal correlation: how many different rules must have matched.
  private Optional<CorrelationCondition> howMany(Mapping map, List<Reference> references) {
    int least = map.has("gt") ? (int) (number(map, "gt").orElse(0.0) + 1) : 0;
    least = map.has("gte") ? number(map, "gte").orElse(0.0).intValue() : least;
    boolean onlyLeast = map.entries().size() == 1 && (map.has("gt") || map.has("gte"));
    if (!onlyLeast || least < 1 || least > references.size()) {
      String message = "a temporal correlation can ask for at least 1 to all of its rules";
      String hint = "write gte: " + references.size() + ", or leave the condition out";
      problems.error("correlation-condition", map.span(), message, hint);
      return Optional.empty();
    }
    if (least == references.size()) {
      return Optional.of(new CorrelationCondition(new AllOf(), references));
    }
    return RuleFormulaReader.atLeast(least, references)
        .map(expr -> new CorrelationCondition(new Expression(expr), references))
        .or(() -> tooMany(map));
  }

  private Optional<CorrelationCondition> tooMany(Mapping map) {
    problems.error("too-many-combinations", map.span(), "too many ways to choose the rules", "");
    return Optional.empty();
  }
}
