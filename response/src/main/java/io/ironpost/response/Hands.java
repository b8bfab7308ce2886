package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.action.Enforcer.InForce;
import io.ironpost.core.module.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The enforcers as one. The only place that calls them, under the desk's lock.
final class Hands {
  private final List<Enforcer> enforcers;

  Hands(List<Enforcer> enforcers) {
    this.enforcers = List.copyOf(enforcers);
  }

  Effect apply(Action action, Instant until) {
    return by(action, enforcer -> enforcer.apply(action, until));
  }

  Effect undo(Action action) {
    return by(action, enforcer -> enforcer.undo(action));
  }

  private Effect by(Action action, Function<Enforcer, Effect> what) {
    Optional<Enforcer> able = able(action);
    if (able.isEmpty()) {
      return new Effect.Failed("nothing here can do " + action.kind() + ": " + whyNobody());
    }
    try {
      return what.apply(able.get());
    } catch (RuntimeException e) { // against its contract; the answer to the next alert must go on
      return new Effect.Failed(able.get().name() + " failed: " + e);
    }
  }

  /// Whether there is one that takes such an action and is not down.
  boolean canDo(Action action) {
    return able(action).filter(one -> !(health(one) instanceof Health.Down)).isPresent();
  }

  private Optional<Enforcer> able(Action action) {
    return enforcers.stream().filter(enforcer -> enforces(enforcer, action)).findFirst();
  }

  private static boolean enforces(Enforcer enforcer, Action action) {
    try {
      return enforcer.enforces(action);
    } catch (RuntimeException _) {
      return false;
    }
  }

  private String whyNobody() {
    List<String> reasons =
        enforcers.stream()
            .map(Hands::health)
            .map(Health::reason)
            .filter(r -> !r.isEmpty())
            .toList();
    return reasons.isEmpty() ? "no enforcer is configured" : String.join("; ", reasons);
  }

  private static Health health(Enforcer enforcer) {
    try {
      return enforcer.health();
    } catch (RuntimeException e) {
      return new Health.Down(enforcer.name() + " cannot say how it is: " + e);
    }
  }

  /// The best of them: one that works is enough.
  Health health() {
    List<Health> all = enforcers.stream().map(Hands::health).toList();
    for (Health health : all) {
      if (health instanceof Health.Up) {
        return health;
      }
    }
    return all.stream()
        .filter(Health.Degraded.class::isInstance)
        .findFirst()
        .orElse(new Health.Down(whyNobody()));
  }

  /// What holds in the world; empty when an enforcer cannot be asked, for then nothing may be
  /// concluded from what is missing.
  Optional<List<InForce>> inForce() {
    List<InForce> all = new ArrayList<>();
    try {
      for (Enforcer enforcer : enforcers) {
        if (!(health(enforcer) instanceof Health.Down)) {
          all.addAll(enforcer.inForce());
        }
      }
    } catch (RuntimeException _) {
      return Optional.empty();
    }
    return Optional.of(all);
  }
}
