package io.ironpost.response;

import static io.ironpost.response.World.ALICE;
import static io.ironpost.response.World.block;
import static io.ironpost.response.World.policy;
import static io.ironpost.response.World.prefix;
import static io.ironpost.response.World.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.module.Health;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Cause;
import io.ironpost.response.journal.Journal;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UpkeepTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private final Desk desk = world.desk(rules(policy(Mode.ENFORCE)));
  private final Upkeep upkeep = new Upkeep(desk);

  private void attack(String address) {
    new Answering(desk).answer(Alerts.from(address, world.clock.instant()).update());
  }

  private ActionRecord last(String target) {
    return desk.book.lastOn(block(target)).orElseThrow();
  }

  @Test
  void what_ought_to_hold_and_does_not_is_done_again() {
    attack("203.0.113.9");
    world.kernel.world.clear(); // a reboot
    desk.book.takeChanges();
    upkeep.reconcile();
    assertThat(world.blocked()).containsExactly("203.0.113.9");
    assertThat(last("203.0.113.9").until()).isEqualTo(TestClock.START.plus(HOUR));
    assertThat(desk.book.takeChanges().records()).isEmpty(); // no news
  }

  @Test
  void what_holds_and_nobody_knows_is_entered_as_found() {
    world.kernel.world.put(block("203.0.113.9"), TestClock.START.plus(HOUR));
    upkeep.reconcile();
    upkeep.reconcile();
    assertThat(last("203.0.113.9").cause()).isEqualTo(new Cause.Found());
    assertThat(World.states(desk)).containsExactly(ActionState.APPLIED);
    // Its alert comes again from the spool and gives it its reason.
    attack("203.0.113.9");
    assertThat(World.states(desk)).containsExactly(ActionState.REPLACED, ActionState.APPLIED);
    assertThat(last("203.0.113.9").policy()).isEqualTo("guessing");
  }

  @Test
  void what_holds_although_it_is_over_or_allowed_is_taken_back() {
    attack("203.0.113.9");
    new Ordering(desk).order(new Order.Unblock(prefix("203.0.113.9"), ALICE, ""));
    world.kernel.world.put(block("203.0.113.9"), TestClock.START.plus(HOUR));
    world.kernel.world.put(block("198.51.100.1"), TestClock.START.plus(HOUR));
    upkeep.reconcile();
    assertThat(world.blocked()).isEmpty();
  }

  @Test
  void an_end_that_differs_is_put_right() {
    attack("203.0.113.9");
    world.kernel.world.put(block("203.0.113.9"), TestClock.START.plusSeconds(60));
    upkeep.reconcile();
    assertThat(world.kernel.world.values()).containsExactly(TestClock.START.plus(HOUR));
  }

  @Test
  void what_is_newly_allowed_is_let_in() {
    attack("203.0.113.9");
    desk.hostIs(List.of(World.allow("203.0.113.9", "logged in by SSH as alice")));
    upkeep.release();
    assertThat(world.blocked()).isEmpty();
    assertThat(last("203.0.113.9").said()).contains("logged in by SSH as alice");
    desk.hostIs(List.of()); // logged out: no person said that it is to be spared
    attack("203.0.113.9");
    assertThat(world.blocked()).containsExactly("203.0.113.9");
  }

  @Test
  void a_clock_set_forward_ends_blocks_and_set_back_brings_none_again() {
    attack("203.0.113.9");
    Instant before = world.clock.instant();
    world.clock.set(before.plus(Duration.ofDays(2)));
    upkeep.tick();
    assertThat(last("203.0.113.9").state()).isEqualTo(ActionState.EXPIRED);
    world.clock.set(before);
    upkeep.reconcile();
    assertThat(world.blocked()).isEmpty(); // the book knows that it is over
  }

  @Test
  void a_clock_set_back_keeps_what_holds_until_its_end_on_the_wall() {
    attack("203.0.113.9");
    world.clock.set(TestClock.START.minus(Duration.ofDays(1)));
    upkeep.tick();
    upkeep.reconcile();
    assertThat(last("203.0.113.9").state()).isEqualTo(ActionState.APPLIED);
    attack("203.0.113.10");
    assertThat(last("203.0.113.10").until())
        .isEqualTo(TestClock.START.minus(Duration.ofDays(1)).plus(HOUR));
  }

  @Test
  void without_an_enforcer_it_fails_with_the_reason_and_holds_when_one_appears() {
    world.kernel.health = new Health.Down("no CAP_BPF: run `ironpost doctor`");
    world.kernel.instead = Optional.of(new Effect.Failed("no CAP_BPF"));
    attack("203.0.113.9");
    for (int i = 0; i < 5; i++) {
      upkeep.retry();
      upkeep.reconcile();
    }
    assertThat(world.kernel.applied).hasSize(1); // nobody is asked who is down
    world.kernel.health = new Health.Up();
    world.kernel.instead = Optional.empty();
    upkeep.reconcile();
    assertThat(last("203.0.113.9").state()).isEqualTo(ActionState.APPLIED);
    assertThat(world.blocked()).containsExactly("203.0.113.9");
  }

  @Test
  void an_engine_that_starts_late_finds_all_as_it_was_and_nobody_offended_anew() {
    attack("203.0.113.9");
    world.kernel.health = new Health.Down("starts");
    world.kernel.instead = Optional.of(new Effect.Failed("starts"));
    upkeep.reconcileIfSeen();
    assertThat(World.states(desk)).containsExactly(ActionState.APPLIED);
    upkeep.reconcile(); // a minute later: nobody knows that it holds
    assertThat(World.states(desk)).containsExactly(ActionState.FAILED);
    world.kernel.health = new Health.Up();
    world.kernel.instead = Optional.empty();
    upkeep.reconcile();
    assertThat(World.states(desk)).containsExactly(ActionState.APPLIED);
    assertThat(desk.offenders.times(block("203.0.113.9"), world.clock.instant())).isEqualTo(1);
  }

  @Test
  void what_never_held_lapses() {
    world.kernel.instead = Optional.of(new Effect.Failed("no CAP_BPF"));
    attack("203.0.113.9");
    world.clock.pass(HOUR);
    upkeep.tick();
    assertThat(last("203.0.113.9").state()).isEqualTo(ActionState.LAPSED);
    assertThat(last("203.0.113.9").said()).isEqualTo("never held: no CAP_BPF");
  }

  @Test
  void a_restart_remembers_who_offended_and_what_people_said() {
    attack("203.0.113.9");
    attack("203.0.113.10");
    new Ordering(desk).order(new Order.Unblock(prefix("203.0.113.10"), ALICE, ""));
    world.clock.pass(HOUR);
    upkeep.tick();
    Desk second = world.desk(rules(policy(Mode.ENFORCE)));
    new Upkeep(second).restore(new Journal.Loaded(desk.book.all(), 0, ""));
    new Answering(second)
        .answer(Alerts.from("203.0.113.9", world.clock.instant()).id("b").update());
    assertThat(second.book.lastOn(block("203.0.113.9")).orElseThrow().duration())
        .isEqualTo(Duration.ofHours(4));
    // The alert that the first life answered comes again: nothing new.
    new Answering(second).answer(Alerts.from("203.0.113.10", TestClock.START).update());
    assertThat(world.blocked()).containsExactly("203.0.113.9");
  }

  @Test
  void an_enforcer_that_cannot_be_asked_changes_nothing() {
    attack("203.0.113.9");
    Desk broken =
        new Desk(
            new ResponsePlace(
                world.disk,
                World.JOURNAL,
                world.spool::reader,
                world.spool::decode,
                world.clock,
                world.clock,
                new Random(1),
                List.of(new Mute(world.kernel)),
                () -> world.host,
                _ -> {},
                _ -> {},
                world.account),
            rules(policy(Mode.ENFORCE)));
    Upkeep other = new Upkeep(broken);
    other.restore(new Journal.Loaded(desk.book.all(), 0, ""));
    other.reconcile();
    assertThat(World.states(broken)).containsExactly(ActionState.APPLIED);
    assertThat(world.kernel.applied).hasSize(1);
  }

  /// One that cannot say what holds.
  private record Mute(FakeEnforcer inner) implements Enforcer {
    @Override
    public String name() {
      return "mute";
    }

    @Override
    public boolean enforces(Action action) {
      return true;
    }

    @Override
    public Effect apply(Action action, Instant until) {
      return inner.apply(action, until);
    }

    @Override
    public Effect undo(Action action) {
      return inner.undo(action);
    }

    @Override
    public List<InForce> inForce() {
      throw new IllegalStateException("the map cannot be read");
    }

    @Override
    public Health health() {
      return new Health.Up();
    }
  }
}
