package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.module.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A kernel that ends blocks by itself, and can be made to fail.
final class FakeEnforcer implements Enforcer {
  /// An order, with when it came by [System#nanoTime].
  record Applied(Action action, Instant until, long nanos) {}

  private final TestClock clock;
  final Map<Action, Instant> world = new ConcurrentHashMap<>();
  final List<Applied> applied = Collections.synchronizedList(new ArrayList<>());
  final List<Action> undone = Collections.synchronizedList(new ArrayList<>());
  volatile Optional<Effect> instead = Optional.empty();
  volatile Health health = new Health.Up();
  volatile boolean throwsUp;

  FakeEnforcer(TestClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public boolean enforces(Action action) {
    return true;
  }

  @Override
  public Effect apply(Action action, Instant until) {
    if (throwsUp) {
      throw new IllegalStateException("against the contract");
    }
    applied.add(new Applied(action, until, System.nanoTime()));
    if (instead.isPresent()) {
      return instead.get();
    }
    Instant before = world.put(action, until);
    return until.equals(before) ? new Effect.AlreadySo() : new Effect.Done();
  }

  @Override
  public Effect undo(Action action) {
    undone.add(action);
    if (instead.isPresent()) {
      return instead.get();
    }
    return world.remove(action) == null ? new Effect.AlreadySo() : new Effect.Done();
  }

  @Override
  public List<InForce> inForce() {
    List<InForce> all = new ArrayList<>();
    world.forEach((action, until) -> {
      if (clock.instant().isBefore(until)) {
        all.add(new InForce(action, until));
      }
    });
    return all;
  }

  @Override
  public Health health() {
    return health;
  }
}
