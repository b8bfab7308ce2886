package io.ironpost.rules.model;

import java.util.List;

/// A condition over one event. `And` and `Or` have at least one part; an empty `And` would match
/// every event and is refused when the rule is read.
public sealed interface Expr {
  /// All of the parts, of which there is at least one; a single part stands for itself.
  static Expr allOf(List<Expr> parts) {
    return parts.size() == 1 ? parts.getFirst() : new And(parts);
  }

  /// Any of the parts, of which there is at least one; a single part stands for itself.
  static Expr anyOf(List<Expr> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Or(parts);
  }

  record And(List<Expr> parts) implements Expr {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Expr> parts) implements Expr {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Expr part) implements Expr {}

  record Test(Predicate predicate) implements Expr {}

  /// A selection by its name in the rule: means what `part` means, kept so that `explain` can say
  /// which selection held.
  record Named(String name, Expr part) implements Expr {}
}
