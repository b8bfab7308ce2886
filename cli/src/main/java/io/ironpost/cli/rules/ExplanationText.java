package io.ironpost.cli.rules;

import io.ironpost.cli.engine.LogsourceWords;
import io.ironpost.cli.output.SafeText;
import io.ironpost.cli.output.Style;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.config.NearestName;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An explanation as a tree of PASS and FAIL with the values that decided, for people and as data.
final class ExplanationText {
  /// A list of a thousand words that all failed is summed up.
  private static final int MAX_FAILED_SHOWN = 5;

  /// Longer values are cut.
  private static final int MAX_VALUE = 120;

  private final Terminal terminal;
  private final EventRule rule;

  ExplanationText(Terminal terminal, EventRule rule) {
    this.terminal = terminal;
    this.rule = rule;
  }

  void print(Explainer.Explained explained) {
    terminal.line(terminal.styled(Style.HEADING, SafeText.of(explained.text())));
    if (explained.format().isEmpty()) {
      terminal.line("  " + terminal.styled(Style.BAD, "no parser could read it"));
      return;
    }
    line(1, explained.matched(), rule.header().title());
    String wanted = LogsourceWords.of(rule.logsource());
    line(2, explained.admitted(), "logsource: rule " + wanted + ", line " + explained.logsource());
    tree(2, rule.condition(), explained);
    terminal.line("");
  }

  private void tree(int depth, Expr part, Explainer.Explained explained) {
    boolean holds = explained.holding().contains(part);
    switch (part) {
      case Expr.And(var parts) -> {
        line(depth, holds, "all of");
        parts.forEach(inner -> tree(depth + 1, inner, explained));
      }
      case Expr.Or(var parts) -> {
        line(depth, holds, "any of");
        some(depth + 1, parts, explained);
      }
      case Expr.Not(var inner) -> {
        line(depth, holds, "not");
        tree(depth + 1, inner, explained);
      }
      case Expr.Named(var name, var inner) -> {
        line(depth, holds, name);
        tree(depth + 1, inner, explained);
      }
      case Expr.Test(var predicate) ->
          line(depth, holds, ConditionWords.of(predicate) + "  ← " + actual(predicate, explained));
    }
  }

  /// Those that hold, and some that do not.
  private void some(int depth, List<Expr> parts, Explainer.Explained explained) {
    int failed = 0;
    for (Expr part : parts) {
      if (explained.holding().contains(part) || ++failed <= MAX_FAILED_SHOWN) {
        tree(depth, part, explained);
      }
    }
    if (failed > MAX_FAILED_SHOWN) {
      line(depth, false, "and " + (failed - MAX_FAILED_SHOWN) + " more that do not hold");
    }
  }

  private static String actual(Predicate predicate, Explainer.Explained explained) {
    String field = ConditionWords.field(predicate);
    if (field.isEmpty()) {
      return "any value of the line";
    }
    List<String> values = explained.fields().getOrDefault(field, List.of());
    if (values.isEmpty()) {
      return "no such field"
          + NearestName.to(field, explained.fields().keySet())
              .map(near -> " (there is " + near + ")")
              .orElse("");
    }
    List<String> cut = new ArrayList<>();
    for (String value : values) {
      cut.add(
          "\"" + (value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "…" : value) + "\"");
    }
    return String.join(", ", cut);
  }

  private void line(int depth, boolean holds, String text) {
    String mark = holds ? "PASS" : "FAIL";
    String styled = terminal.styled(holds ? Style.GOOD : Style.BAD, mark);
    terminal.line("  ".repeat(depth) + styled + " " + SafeText.of(text));
  }

  /// The tree as objects: `{"holds": …, "what": …, "parts": […]}`.
  static Map<String, Object> data(Expr part, Explainer.Explained explained) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("holds", explained.holding().contains(part));
    switch (part) {
      case Expr.And(var parts) -> parts(node, "all of", parts, explained);
      case Expr.Or(var parts) -> parts(node, "any of", parts, explained);
      case Expr.Not(var inner) -> parts(node, "not", List.of(inner), explained);
      case Expr.Named(var name, var inner) -> parts(node, name, List.of(inner), explained);
      case Expr.Test(var predicate) -> {
        node.put("what", ConditionWords.of(predicate));
        node.put(
            "actual", explained.fields().getOrDefault(ConditionWords.field(predicate), List.of()));
      }
    }
    return node;
  }

  private static void parts(
      Map<String, Object> node, String what, List<Expr> parts, Explainer.Explained explained) {
    node.put("what", what);
    node.put("parts", parts.stream().map(inner -> data(inner, explained)).toList());
  }
}
