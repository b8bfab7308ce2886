package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule.RuleExpr;
import io.ironpost.rules.read.Condition.Several;
import io.ironpost.rules.read.Draft.Reference;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the formula of a temporal correlation, `(a or b) and not c`, whose names are rules.
final class RuleFormulaReader {
  private final RuleContext context;
  private final Scalar formula;
  private final boolean closed;
  private final Map<String, Reference> references = new LinkedHashMap<>();

  /// @param declared the rules that the formula may name; when there are none it may name any
  RuleFormulaReader(RuleContext context, Scalar formula, List<Reference> declared) {
    this.context = context;
    this.formula = formula;
    this.closed = !declared.isEmpty();
    declared.forEach(reference -> references.put(reference.text(), reference));
  }

  /// Empty when something is wrong, which is reported.
  Optional<RuleExpr> read() {
    try {
      return expand(ConditionParser.parse(formula.text()));
    } catch (ConditionSyntaxException e) {
      Span span = context.part(formula, e.at(), e.length());
      context.problems().error("condition-syntax", span, e.problem(), e.hint());
      return Optional.empty();
    }
  }

  /// The declared rules, or those that the formula names.
  List<Reference> references() {
    return List.copyOf(references.values());
  }

  private Optional<RuleExpr> expand(Condition condition) {
    return switch (condition) {
      case Condition.Name(var name, int at) -> named(name, at);
      case Several several -> several(several);
      case Condition.Not(var part) -> expand(part).map(RuleExpr.Neither::new);
      case Condition.And(var parts) -> expandAll(parts).map(RuleExpr.Both::new);
      case Condition.Or(var parts) -> expandAll(parts).map(RuleExpr.Either::new);
    };
  }

  private Optional<List<RuleExpr>> expandAll(List<Condition> parts) {
    List<RuleExpr> expanded = new ArrayList<>(parts.size());
    parts.forEach(part -> expand(part).ifPresent(expanded::add));
    return expanded.size() == parts.size() ? Optional.of(expanded) : Optional.empty();
  }

  private Optional<RuleExpr> named(String name, int at) {
    Span span = context.part(formula, at, name.length());
    if (closed && !references.containsKey(name)) {
      String hint =
          Nearest.to(name, references.keySet())
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElse("add it to rules:");
      String message = "the condition names '" + name + "', which is not among the rules";
      context.problems().error("undefined-rule", span, message, hint);
      return Optional.empty();
    }
    references.putIfAbsent(name, new Reference(name, span));
    return Optional.of(new RuleExpr.Matched(name));
  }

  private Optional<RuleExpr> several(Several several) {
    boolean them = several.pattern().equals(Several.THEM);
    List<Reference> matching =
        references.values().stream()
            .filter(r -> them || NamePattern.matches(several.pattern(), r.text()))
            .toList();
    int count = several.count() == Several.ALL ? matching.size() : several.count();
    Optional<RuleExpr> expr =
        matching.isEmpty() || count > matching.size() ? Optional.empty() : atLeast(count, matching);
    if (expr.isEmpty()) {
      Span span = context.part(formula, several.at(), several.length());
      String message = "there are not so many rules called '" + several.pattern() + "'";
      context.problems().error("undefined-rule", span, message, "");
    }
    return expr;
  }

  /// At least `count` of the rules; empty when there are too many ways.
  static Optional<RuleExpr> atLeast(int count, List<Reference> rules) {
    if (Combinations.count(rules.size(), count) > Combinations.MAX) {
      return Optional.empty();
    }
    List<RuleExpr> matched =
        rules.stream().<RuleExpr>map(rule -> new RuleExpr.Matched(rule.text())).toList();
    if (count == 1) {
      return Optional.of(new RuleExpr.Either(matched));
    }
    List<RuleExpr> choices =
        Combinations.of(matched, count).stream().<RuleExpr>map(RuleExpr.Both::new).toList();
    return Optional.of(choices.size() == 1 ? choices.getFirst() : new RuleExpr.Either(choices));
  }
}
