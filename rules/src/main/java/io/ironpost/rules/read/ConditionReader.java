package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.read.Condition.Several;
import io.ironpost.rules.read.Selections.Selection;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a condition out over its selections.
final class ConditionReader {
  private final RuleContext context;
  private final Selections selections;
  private final Scalar scalar;

  /// @param scalar where the condition stands
  ConditionReader(RuleContext context, Selections selections, Scalar scalar) {
    this.context = context;
    this.selections = selections;
    this.scalar = scalar;
  }

  /// Empty when something is wrong, which is reported.
  Optional<Expr> read(String text) {
    return parse(text).flatMap(this::expand);
  }

  Optional<Condition> parse(String text) {
    try {
      return Optional.of(ConditionParser.parse(text));
    } catch (ConditionSyntaxException e) {
      Span span = context.part(scalar, e.at(), e.length());
      context.problems().error("condition-syntax", span, e.problem(), e.hint());
      return Optional.empty();
    }
  }

  Optional<Expr> expand(Condition condition) {
    return switch (condition) {
      case Condition.Name(var name, int at) -> named(name, at);
      case Several several -> several(several);
      case Condition.Not(var part) -> expand(part).map(Expr.Not::new);
      case Condition.And(var parts) -> expandAll(parts).map(Expr::allOf);
      case Condition.Or(var parts) -> expandAll(parts).map(Expr::anyOf);
    };
  }

  /// All parts or none; every part is looked at, so that every mistake is reported.
  private Optional<List<Expr>> expandAll(List<Condition> parts) {
    List<Expr> expanded = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      expand(part).ifPresent(expanded::add);
    }
    return expanded.size() == parts.size() ? Optional.of(expanded) : Optional.empty();
  }

  private Optional<Expr> named(String name, int at) {
    Optional<Selection> selection = selections.use(name);
    if (selection.isEmpty()) {
      Optional<String> nearest = Nearest.to(name, selections.names());
      String hint =
          nearest
              .map(n -> "did you mean '" + n + "'?")
              .orElse("there are: " + String.join(", ", selections.names()));
      String message = "the condition names '" + name + "', which is not defined";
      Span span = context.part(scalar, at, name.length());
      context.problems().error("undefined-selection", span, message, hint);
    }
    return selection.flatMap(this::expression);
  }

  private Optional<Expr> expression(Selection selection) {
    boolean affordable = context.affords(selection.weight(), selection.name().span());
    return affordable
        ? selection.expr().map(expr -> new Expr.Named(selection.name().text(), expr))
        : Optional.empty();
  }

  private Optional<Expr> several(Several several) {
    List<Selection> matching = selections.matching(several.pattern());
    int count = several.count() == Several.ALL ? matching.size() : several.count();
    if (matching.isEmpty() || count > matching.size()) {
      int length = several.length();
      Span span = context.part(scalar, several.at(), length);
      String pattern = several.pattern();
      String message =
          matching.isEmpty()
              ? "no selection is called '" + pattern + "'"
              : "only %d selections are called '%s'".formatted(matching.size(), pattern);
      String hint = "there are: " + String.join(", ", selections.names());
      context.problems().error("undefined-selection", span, message, hint);
      return Optional.empty();
    }
    List<Expr> parts = new ArrayList<>(matching.size());
    matching.forEach(selection -> expression(selection).ifPresent(parts::add));
    return parts.size() == matching.size() ? atLeast(count, parts, several) : Optional.empty();
  }

  private Optional<Expr> atLeast(int count, List<Expr> parts, Several several) {
    if (count == parts.size()) {
      return Optional.of(Expr.allOf(parts));
    }
    if (count == 1) {
      return Optional.of(Expr.anyOf(parts));
    }
    Span span = context.part(scalar, several.at(), several.length());
    long ways = Combinations.count(parts.size(), count);
    if (ways > Combinations.MAX) {
      String message = "too many ways to choose %d of %d".formatted(count, parts.size());
      context.problems().error("too-many-combinations", span, message, "");
      return Optional.empty();
    }
    long tests = ways * parts.stream().mapToLong(Selections::weigh).sum();
    if (!context.affords((int) Math.min(tests, Integer.MAX_VALUE), span)) {
      return Optional.empty();
    }
    List<List<Expr>> choices = Combinations.of(parts, count);
    return Optional.of(Expr.anyOf(choices.stream().map(Expr::allOf).toList()));
  }
}
