package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.CorrelationRule.Bound;
import io.ironpost.rules.model.CorrelationRule.Condition.Numeric;
import io.ironpost.rules.model.CorrelationRule.Type;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Matcher.Operator;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Problem.Severity;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the short form of the first Ironpost (its ADR-006): a list of `conditions`, all of which
/// must hold, and perhaps a `threshold`, which becomes an event_count correlation with the rule's
/// id over a rule with the id `….event`.
final class ShortFormReader {
  private static final Set<String> DETECTION = Set.of("conditions", "threshold");
  private static final Set<String> THRESHOLD = Set.of("count", "timeframe_secs", "group_by");

  /// A century of events would fit; more digits are a mistake.
  private static final long MAX_NUMBER = 4_000_000_000L;

  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;

  ShortFormReader(RuleContext context) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
  }

  /// Whether a detection is in the short form.
  static boolean isShort(Mapping detection) {
    return !detection.has("condition")
        && detection.find("conditions").filter(Sequence.class::isInstance).isPresent();
  }

  Optional<Draft> read(RuleDocument document, Mapping detection) {
    RuleHeader header = new HeaderReader(problems).read(document, RuleForm.SHORT);
    RuleLogsource logsource = new LogsourceReader(problems).read(document.root(), RuleForm.SHORT);
    keys.checkSpelling(detection, DETECTION, Severity.WARNING);
    Optional<Expr> condition = conditions(detection);
    if (!detection.has("threshold")) {
      return condition.map(expr -> plain(header, logsource, expr));
    }
    Optional<Mapping> threshold = keys.map(detection, "threshold");
    return condition.flatMap(expr ->
        threshold.flatMap(t -> counted(header, Desugared.events(header, logsource, expr), t)));
  }

  private Draft plain(RuleHeader header, RuleLogsource logsource, Expr condition) {
    EventRule rule = new EventRule(header, logsource, condition, true);
    return new Draft.Complete(header, List.of(rule), problems);
  }

  private Optional<Expr> conditions(Mapping detection) {
    Sequence list = (Sequence) detection.find("conditions").orElseThrow();
    ShortConditionReader reader = new ShortConditionReader(context);
    List<Expr> parts = new ArrayList<>(list.items().size());
    for (Yaml item : list.items()) {
      if (item instanceof Mapping condition) {
        reader.read(condition).ifPresent(parts::add);
      } else {
        String hint = "write - field: process, operator: equals, value: sshd";
        problems.error("not-a-condition", item.span(), "a condition must be a map", hint);
      }
    }
    if (list.items().isEmpty()) {
      String message = "the list of conditions is empty, so the rule would match every record";
      problems.error("empty-list", list.span(), message, "add a condition");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Expr.allOf(parts));
  }

  private Optional<Draft> counted(RuleHeader header, EventRule events, Mapping threshold) {
    keys.checkSpelling(threshold, THRESHOLD, Severity.WARNING);
    Optional<Long> count = number(threshold, "count");
    Optional<Long> seconds = number(threshold, "timeframe_secs");
    if (count.isEmpty() || seconds.isEmpty()) {
      return Optional.empty();
    }
    String groupKey = threshold.has("group_by") ? "group_by" : "field";
    Bound bound = new Bound(Operator.GTE, count.get());
    CorrelationRule counted =
        new CorrelationRule(
            header,
            Type.EVENT_COUNT,
            List.of(events.header().id()),
            keys.strings(threshold, groupKey),
            Duration.ofSeconds(seconds.get()),
            new Numeric(List.of(bound), List.of(), 0),
            Map.of(),
            true);
    return Optional.of(new Draft.Complete(header, List.of(events, counted), problems));
  }

  private Optional<Long> number(Mapping threshold, String key) {
    Optional<Scalar> text = keys.text(threshold, key);
    Optional<Long> number =
        text.map(Scalar::text)
            .filter(t -> t.matches("[0-9]{1,10}"))
            .map(Long::valueOf)
            .filter(n -> n > 0 && n <= MAX_NUMBER);
    if (number.isEmpty()) {
      Span span = text.map(Scalar::span).orElse(threshold.span());
      String message = "threshold needs '" + key + "', a whole number of at least 1";
      problems.error("bad-threshold", span, message, "");
    }
    return number;
  }
}
