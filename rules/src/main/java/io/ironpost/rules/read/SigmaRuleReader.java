package io.ironpost.rules.read;

import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a Sigma rule: logsource, selections, condition.
final class SigmaRuleReader {
  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;

  SigmaRuleReader(RuleContext context) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
  }

  /// Empty when nothing of it can be used, which is reported.
  Optional<Draft> read(RuleDocument document) {
    RuleHeader header = new HeaderReader(problems).read(document, RuleForm.SIGMA);
    RuleLogsource logsource = new LogsourceReader(problems).read(document.root(), RuleForm.SIGMA);
    return keys.map(document.root(), "detection")
        .flatMap(detection -> read(detection, header, logsource));
  }

  private Optional<Draft> read(Mapping detection, RuleHeader header, RuleLogsource logsource) {
    Selections selections = Selections.read(detection, Set.of(), context);
    List<Scalar> conditions = conditions(detection, selections);
    if (conditions.size() == 1 && conditions.getFirst().text().indexOf('|') >= 0) {
      AggregationReader reader = new AggregationReader(context, selections, header, logsource);
      Optional<Draft> draft = reader.read(detection, conditions.getFirst());
      draft.ifPresent(_ -> warnUnused(selections));
      return draft;
    }
    List<Expr> formulas = new ArrayList<>(conditions.size());
    for (Scalar condition : conditions) {
      new ConditionReader(context, selections, condition)
          .read(condition.text())
          .ifPresent(formulas::add);
    }
    if (formulas.isEmpty() || formulas.size() < conditions.size()) {
      return Optional.empty();
    }
    warnUnused(selections);
    EventRule rule = new EventRule(header, logsource, Expr.anyOf(formulas), true);
    return Optional.of(new Draft.Complete(header, List.of(rule), problems));
  }

  /// One or several conditions, any of which is enough.
  private List<Scalar> conditions(Mapping detection, Selections selections) {
    Optional<Yaml> condition = detection.find("condition");
    if (condition.isEmpty()) {
      String hint =
          Nearest.to("condition", selections.names())
              .map(name -> "is '" + name + "' meant to be 'condition'?")
              .orElse("add: condition: " + String.join(" and ", selections.names()));
      problems.error("missing-condition", detection.span(), "the detection has no condition", hint);
      return List.of();
    }
    List<Scalar> texts = keys.texts(detection, "condition");
    if (texts.isEmpty() || condition.get() instanceof Sequence s && s.items().isEmpty()) {
      problems.error("missing-condition", condition.get().span(), "the condition is empty", "");
    }
    return texts;
  }

  private void warnUnused(Selections selections) {
    for (Selections.Selection unused : selections.unused()) {
      String name = unused.name().text();
      String message = "no condition mentions selection '" + name + "'";
      String hint = "use it in the condition, or remove it";
      problems.warning("unused-selection", unused.name().span(), message, hint);
    }
  }
}
