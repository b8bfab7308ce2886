package io.ironpost.rules.read;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.read.Yaml.Entry;
import io.ironpost.rules.read.Yaml.Mapping;
import io.ironpost.rules.read.Yaml.Scalar;
import io.ironpost.rules.read.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a search identifier: a map is all of its items, a list is any of its entries, bare text is
/// a keyword.
final class SelectionReader {
  private final RuleContext context;
  private final FieldKeyReader keys;
  private final ItemReader items;

  SelectionReader(RuleContext context) {
    this.context = context;
    this.keys = new FieldKeyReader(context);
    this.items = new ItemReader(context);
  }

  /// Empty when something is wrong with it, which is reported.
  Optional<Expr> read(Scalar name, Yaml body) {
    return switch (body) {
      case Scalar scalar when scalar.isNull() -> refuseEmpty(name, "has nothing in it");
      case Scalar scalar -> keyword(scalar);
      case Sequence list -> anyOf(name, list);
      case Mapping map -> allOf(name, map);
    };
  }

  private Optional<Expr> anyOf(Scalar name, Sequence list) {
    if (list.items().isEmpty()) {
      return refuseEmpty(name, "is an empty list");
    }
    List<Expr> parts = new ArrayList<>(list.items().size());
    for (Yaml item : list.items()) {
      boolean keyword = item instanceof Scalar;
      (keyword ? keyword((Scalar) item) : read(name, item)).ifPresent(parts::add);
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Expr.anyOf(parts));
  }

  private Optional<Expr> allOf(Scalar name, Mapping map) {
    if (map.entries().isEmpty()) {
      return refuseEmpty(name, "is an empty map");
    }
    List<Expr> parts = new ArrayList<>(map.entries().size());
    for (Entry entry : map.entries()) {
      keys.read(entry.key()).flatMap(key -> items.read(key, entry.value())).ifPresent(parts::add);
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Expr.allOf(parts));
  }

  private Optional<Expr> refuseEmpty(Scalar name, String what) {
    String message = "selection '" + name.text() + "' " + what;
    String hint = "it would match everything or nothing; give it a field or a keyword";
    context.problems().error("empty-selection", name.span(), message, hint);
    return Optional.empty();
  }

  private Optional<Expr> keyword(Scalar scalar) {
    return items.read(new FieldKey(scalar, FieldKey.KEYWORDS, List.of()), scalar);
  }
}
