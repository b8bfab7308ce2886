package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Draft.Reference;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a filter (Sigma filters specification 2.1): selections that take matches away from other
/// rules.
///
/// The specification's example says `condition: selection` and means "not these"; pySigma's says
/// `condition: not selection` and means the same. Both are understood: a condition that only denies
/// (`not a`, `not a and not b`) is what must hold beside the rule, any other is what must not.
final class FilterReader {
  private static final String ANY = "any";

  private final RuleContext context;
  private final ProblemLog problems;
  private final RuleKeys keys;

  FilterReader(RuleContext context) {
    this.context = context;
    this.problems = context.problems();
    this.keys = new RuleKeys(problems);
  }

  Optional<Draft> read(RuleDocument document) {
    RuleHeader header = new HeaderReader(problems).read(document, RuleForm.SIGMA);
    RuleLogsource logsource = new LogsourceReader(problems).read(document.root(), RuleForm.SIGMA);
    return keys.map(document.root(), "filter").flatMap(filter -> read(filter, header, logsource));
  }

  private Optional<Draft> read(Mapping filter, RuleHeader header, RuleLogsource logsource) {
    Selections selections = Selections.read(filter, Set.of("rules"), context);
    Optional<Scalar> condition = keys.text(filter, "condition");
    if (condition.isEmpty()) {
      String message = "the filter has no condition";
      problems.error("missing-condition", filter.span(), message, "add condition: selection");
    }
    List<Reference> targets =
        keys.texts(filter, "rules").stream()
            .map(scalar -> new Reference(scalar.text().strip(), scalar.span()))
            .toList();
    if (targets.isEmpty()) {
      String hint = "add rules: with ids or names, or rules: any for all of the logsource";
      problems.error("missing-rules", filter.span(), "the filter names no rules", hint);
    }
    boolean any = targets.stream().allMatch(target -> target.text().equalsIgnoreCase(ANY));
    return condition
        .flatMap(text -> keep(text, selections))
        .map(keep ->
            new Draft.Filtering(header, logsource, any ? List.of() : targets, keep, problems));
  }

  private Optional<Expr> keep(Scalar text, Selections selections) {
    ConditionReader reader = new ConditionReader(context, selections, text);
    return reader
        .parse(text.text())
        .flatMap(condition ->
            reader
                .expand(condition)
                .map(expr -> onlyDenies(condition) ? expr : new Expr.Not(expr)));
  }

  private static boolean onlyDenies(Condition condition) {
    return switch (condition) {
      case Condition.Not _ -> true;
      case Condition.And(var parts) -> parts.stream().allMatch(FilterReader::onlyDenies);
      case Condition.Name _, Condition.Several _, Condition.Or _ -> false;
    };
  }
}
