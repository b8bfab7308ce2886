package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one detection item, `field|modifiers: value or values`: any of the values, all of them
/// under `all`, none under `neq`.
final class ItemReader {
  private final RuleContext context;
  private final ValueReader values;

  ItemReader(RuleContext context) {
    this.context = context;
    this.values = new ValueReader(context);
  }

  /// Empty when something is wrong with it, which is reported.
  Optional<Expr> read(FieldKey key, Yaml value) {
    List<Scalar> scalars = scalars(key, value);
    List<Expr> alternatives = new ArrayList<>(scalars.size());
    for (Scalar scalar : scalars) {
      values.read(key, scalar).ifPresent(alternatives::add);
    }
    if (alternatives.isEmpty()) {
      return Optional.empty();
    }
    boolean all = key.has(Modifier.ALL);
    Expr linked = all ? Expr.allOf(alternatives) : Expr.anyOf(alternatives);
    return Optional.of(key.has(Modifier.NEQ) ? new Expr.Not(linked) : linked);
  }

  private List<Scalar> scalars(FieldKey key, Yaml value) {
    return switch (value) {
      case Scalar scalar -> single(key, scalar);
      case Sequence sequence -> many(key, sequence);
      case Mapping mapping -> {
        String message = "the value of '" + key.key().text() + "' is a map";
        String hint = "write a value or a list; nested fields are written with dots, a.b.c";
        context.problems().error("nested-map", mapping.span(), message, hint);
        yield List.of();
      }
    };
  }

  private List<Scalar> single(FieldKey key, Scalar scalar) {
    if (key.has(Modifier.ALL)) {
      String message = "'all' with a single value means nothing";
      context.problems().warning("all-single-value", key.span(), message, "drop 'all'");
    }
    return List.of(scalar);
  }

  private List<Scalar> many(FieldKey key, Sequence sequence) {
    List<Scalar> scalars = new ArrayList<>(sequence.items().size());
    for (Yaml item : sequence.items()) {
      if (item instanceof Scalar scalar) {
        scalars.add(scalar);
      } else {
        String message = "a list of values holds a list or a map";
        context.problems().error("nested-list", item.span(), message, "write one value per entry");
      }
    }
    if (sequence.items().isEmpty()) {
      String message = "'" + key.key().text() + "' has an empty list of values";
      String hint = "an empty list matches nothing; give values or drop the field";
      context.problems().error("empty-list", key.span(), message, hint);
    }
    checkAll(key, sequence);
    return scalars;
  }

  private void checkAll(FieldKey key, Sequence sequence) {
    boolean exact =
        !key.isKeyword()
            && key.has(Modifier.ALL)
            && !key.has(Role.PLACE)
            && !key.has(Role.TYPE)
            && !key.has(Role.COMPARE);
    if (exact && sequence.items().size() > 1 && noWildcards(sequence)) {
      String message = "'all' with exact values: no single value equals all of them";
      String hint = "did you mean '" + key.field() + "|contains|all'?";
      context.problems().warning("all-without-contains", key.span(), message, hint);
    }
  }

  private static boolean noWildcards(Sequence sequence) {
    return sequence.items().stream()
        .allMatch(item -> item instanceof Scalar s && PatternText.parse(s.text()).isLiteral());
  }
}
