package io.ironpost.rules.match;

import io.ironpost.rules.model.Expr;
import io.ironpost.rules.model.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Triggers of which at least one fires on every event that a condition holds for.
///
/// @param frequency the estimated share of events that some trigger fires on
record Cover(Set<Trigger> triggers, double frequency) {
  /// The rarest cover of a condition; empty when it can hold on an event without any text to notice
  /// (`not …` alone).
  static Optional<Cover> of(Expr condition, Compilation compilation) {
    return switch (condition) {
      case Expr.Named(var _, var part) -> of(part, compilation);
      case Expr.Test(var predicate) ->
          CaseVariants.expand(predicate) instanceof Expr.Or(var variants)
              ? ofAny(variants, compilation)
              : ofTriggers(Triggers.of(predicate, compilation));
      case Expr.Not(var part) -> ofInverse(part, compilation);
      case Expr.And(var parts) ->
          parts.stream()
              .flatMap(part -> of(part, compilation).stream())
              .min((a, b) -> Double.compare(a.frequency, b.frequency));
      case Expr.Or(var parts) -> ofAny(parts, compilation);
    };
  }

  private static Optional<Cover> ofTriggers(Triggers triggers) {
    return triggers.anyOf().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Cover(
                Set.copyOf(triggers.anyOf()),
                triggers.anyOf().stream().mapToDouble(Trigger::frequency).sum()));
  }

  /// "Not null" is noticed by the field being there.
  private static Optional<Cover> ofInverse(Expr part, Compilation compilation) {
    return switch (part) {
      case Expr.Test(Predicate.IsNull(var field)) -> ofPresence(compilation.field(field));
      case Expr.Test(Predicate.Exists(var field, var expected)) when !expected ->
          ofPresence(compilation.field(field));
      case Expr.Named(var _, var inner) -> ofInverse(inner, compilation);
      case Expr.Not(var inner) -> of(inner, compilation);
      case Expr.Test _, Expr.And _, Expr.Or _ -> Optional.empty();
    };
  }

  private static Optional<Cover> ofPresence(int fieldId) {
    Trigger present = Trigger.present(fieldId);
    return Optional.of(new Cover(Set.of(present), present.frequency()));
  }

  private static Optional<Cover> ofAny(List<Expr> parts, Compilation compilation) {
    Set<Trigger> union = new LinkedHashSet<>();
    double sum = 0;
    for (Expr part : parts) {
      Optional<Cover> cover = of(part, compilation);
      if (cover.isEmpty()) {
        return Optional.empty();
      }
      union.addAll(cover.get().triggers);
      sum += cover.get().frequency;
    }
    return Optional.of(new Cover(union, sum));
  }
}
