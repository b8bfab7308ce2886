package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The selections of one detection by name, and which of them the condition has used.
final class Selections {
  /// Names that mean something else in a detection.
  private static final Set<String> RESERVED = Set.of("condition", "timeframe");

  /// A selection.
  ///
  /// @param expr empty when it has a mistake, which was reported
  /// @param weight how many tests it has
  record Selection(Scalar name, Optional<Expr> expr, int weight) {}

  private final Map<String, Selection> byName = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  private Selections() {}

  static Selections read(Mapping detection, Set<String> alsoReserved, RuleContext context) {
    Selections selections = new Selections();
    SelectionReader reader = new SelectionReader(context);
    for (Entry entry : detection.entries()) {
      String name = entry.key().text();
      if (!RESERVED.contains(name) && !alsoReserved.contains(name)) {
        Optional<Expr> expr = reader.read(entry.key(), entry.value());
        int weight = expr.map(Selections::weigh).orElse(0);
        selections.byName.put(name, new Selection(entry.key(), expr, weight));
      }
    }
    return selections;
  }

  /// How many tests an expression has.
  static int weigh(Expr expr) {
    return switch (expr) {
      case Expr.And(var parts) -> parts.stream().mapToInt(Selections::weigh).sum();
      case Expr.Or(var parts) -> parts.stream().mapToInt(Selections::weigh).sum();
      case Expr.Not(var part) -> weigh(part);
      case Expr.Named(_, var part) -> weigh(part);
      case Expr.Test _ -> 1;
    };
  }

  Set<String> names() {
    return byName.keySet();
  }

  Optional<Selection> use(String name) {
    used.add(name);
    return Optional.ofNullable(byName.get(name));
  }

  /// The selections that a pattern means, in the order of the file.
  List<Selection> matching(String pattern) {
    boolean them = pattern.equals(Condition.Several.THEM);
    boolean hidden = pattern.startsWith("_");
    List<Selection> matching = new ArrayList<>();
    for (String name : byName.keySet()) {
      if (name.startsWith("_") == hidden && (them || NamePattern.matches(pattern, name))) {
        use(name).ifPresent(matching::add);
      }
    }
    return matching;
  }

  /// Those that no condition mentions.
  List<Selection> unused() {
    return byName.values().stream().filter(s -> !used.contains(s.name().text())).toList();
  }
}
