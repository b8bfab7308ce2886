package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Condition.Expression;
import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import io.ironpost.rules.model.CorrelationRule.Type;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Rule;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads conditions of Sigma 1 that count or relate events (`a | count() by x > 5`, `a | near b`),
/// and writes them as Sigma 2 does: the part before the bar becomes a rule over events, id
/// `….event`, that does not alert, and a correlation bears the rule's own id.
final class AggregationReader {
  /// Sigma 1 left the window to the search when `timeframe` was missing.
  static final Duration ASSUMED_TIMEFRAME = Duration.ofHours(1);

  private final RuleContext context;
  private final ProblemLog problems;
  private final Selections selections;
  private final RuleHeader header;
  private final RuleLogsource logsource;

  AggregationReader(
      RuleContext context, Selections selections, RuleHeader header, RuleLogsource logsource) {
    this.context = context;
    this.problems = context.problems();
    this.selections = selections;
    this.header = header;
    this.logsource = logsource;
  }

  Optional<Draft> read(Mapping detection, Scalar condition) {
    int bar = condition.text().indexOf('|');
    String before = condition.text().substring(0, bar);
    String after = condition.text().substring(bar + 1);
    ConditionReader reader = new ConditionReader(context, selections, condition);
    Optional<Expr> base = reader.read(before);
    Duration timeframe = timeframe(detection, condition);
    problems.warning(
        "deprecated-aggregation",
        context.part(condition, bar, 1),
        "conditions that count with '|' were dropped from Sigma",
        "write a correlation rule; meanwhile this is read as one");
    return after.strip().toLowerCase(Locale.ROOT).startsWith("near")
        ? base.flatMap(b -> near(b, condition, bar + 1 + after.indexOf("near") + 4, timeframe))
        : aggregate(base, condition, bar + 1, timeframe);
  }

  private Duration timeframe(Mapping detection, Scalar condition) {
    Optional<Scalar> text = new RuleKeys(problems).text(detection, "timeframe");
    if (text.isEmpty()) {
      String message = "there is no 'timeframe'; one hour is assumed";
      problems.warning("missing-timeframe", condition.span(), message, "add timeframe: 1h");
      return ASSUMED_TIMEFRAME;
    }
    Optional<Duration> timeframe = Timespan.parse(text.get().text());
    if (timeframe.isEmpty()) {
      String message = "'" + text.get().text() + "' is no timeframe";
      problems.error("bad-timespan", text.get().span(), message, Timespan.FORM);
    }
    return timeframe.orElse(ASSUMED_TIMEFRAME);
  }

  private Optional<Draft> aggregate(
      Optional<Expr> base, Scalar condition, int from, Duration timeframe) {
    String text = condition.text().substring(from);
    Optional<Aggregation> aggregation = Aggregation.parse(text);
    if (aggregation.isEmpty()) {
      Span span = context.part(condition, from, text.length());
      String hint = "known: count() by field > 5, count(field), min, max, avg, sum, near";
      problems.error("condition-syntax", span, "not an aggregation: '" + text.strip() + "'", hint);
      return Optional.empty();
    }
    return base.map(expr -> complete(expr, aggregation.get(), timeframe));
  }

  private Draft complete(Expr base, Aggregation aggregation, Duration timeframe) {
    EventRule events = Desugared.events(header, logsource, base);
    CorrelationRule counted =
        new CorrelationRule(
            header,
            aggregation.type(),
            List.of(events.header().id()),
            aggregation.groupBy(),
            timeframe,
            aggregation.condition(),
            Map.of(),
            true);
    return new Draft.Complete(header, List.of(events, counted), problems);
  }

  /// `a | near b and not c`: a, b within the window, and no c in it.
  private Optional<Draft> near(Expr base, Scalar condition, int from, Duration timeframe) {
    ConditionReader reader = new ConditionReader(context, selections, condition);
    String blanked = " ".repeat(from) + condition.text().substring(from);
    Map<String, Expr> others = new LinkedHashMap<>();
    return reader
        .parse(blanked)
        .flatMap(formula -> ruleExpr(formula, reader, others))
        .map(formula -> near(base, formula, others, timeframe));
  }

  private Draft near(Expr base, RuleExpr formula, Map<String, Expr> others, Duration timeframe) {
    List<Rule> rules = new ArrayList<>();
    rules.add(Desugared.events(header, logsource, base));
    others.forEach((id, expr) -> rules.add(Desugared.events(header, id, logsource, expr)));
    List<String> ids = rules.stream().map(rule -> rule.header().id()).toList();
    RuleExpr all = new RuleExpr.Both(List.of(new RuleExpr.Matched(ids.getFirst()), formula));
    rules.add(
        new CorrelationRule(
            header, Type.TEMPORAL, ids, List.of(), timeframe, new Expression(all), Map.of(), true));
    return new Draft.Complete(header, List.copyOf(rules), problems);
  }

  private Optional<RuleExpr> ruleExpr(
      Condition condition, ConditionReader reader, Map<String, Expr> others) {
    return switch (condition) {
      case Condition.Not(var part) -> ruleExpr(part, reader, others).map(RuleExpr.Neither::new);
      case Condition.And(var parts) -> ruleExprs(parts, reader, others).map(RuleExpr.Both::new);
      case Condition.Or(var parts) -> ruleExprs(parts, reader, others).map(RuleExpr.Either::new);
      case Condition.Name(var name, int _) -> matched(name, reader.expand(condition), others);
      case Condition.Several s -> matched(s.pattern(), reader.expand(condition), others);
    };
  }

  private Optional<List<RuleExpr>> ruleExprs(
      List<Condition> parts, ConditionReader reader, Map<String, Expr> others) {
    List<RuleExpr> read = new ArrayList<>();
    parts.forEach(part -> ruleExpr(part, reader, others).ifPresent(read::add));
    return read.size() == parts.size() ? Optional.of(read) : Optional.empty();
  }

  private Optional<RuleExpr> matched(String name, Optional<Expr> expr, Map<String, Expr> others) {
    String id = header.id() + ".near." + name;
    expr.ifPresent(e -> others.put(id, e));
    return expr.map(_ -> new RuleExpr.Matched(id));
  }
}
