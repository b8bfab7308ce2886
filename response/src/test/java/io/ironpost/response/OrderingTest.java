package io.ironpost.response;

import static io.ironpost.response.World.ALICE;
import static io.ironpost.response.World.policy;
import static io.ironpost.response.World.prefix;
import static io.ironpost.response.World.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ironpost.core.action.Effect;
import io.ironpost.response.OrderResult.Ground;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private Desk desk = world.desk(rules(100, 20, policy(Mode.ASK)));
  private Ordering ordering = new Ordering(desk);
  private final Upkeep upkeep = new Upkeep(desk);

  private OrderResult order(Order order) {
    return ordering.order(order);
  }

  private static Order block(String address) {
    return new Order.Block(prefix(address), HOUR, ALICE, "ticket 4711");
  }

  private ActionRecord done(Order order) {
    return order(order) instanceof OrderResult.Done(var record, _)
        ? record
        : fail("not done: " + order(order));
  }

  private Ground refused(Order order) {
    return order(order) instanceof OrderResult.Refused(var ground, _)
        ? ground
        : fail("not refused: " + order);
  }

  private String waiting() {
    new Answering(desk).answer(Alerts.from("203.0.113.9", world.clock.instant()).update());
    return desk.book.open().iterator().next().id();
  }

  @Test
  void a_person_blocks_and_lets_in_again() {
    ActionRecord blocked = done(block("203.0.113.9"));
    assertThat(world.blocked()).containsExactly("203.0.113.9");
    assertThat(blocked.until()).isEqualTo(TestClock.START.plus(HOUR));
    ActionRecord undone = done(new Order.Undo(blocked.id(), ALICE, "a customer"));
    assertThat(undone.state()).isEqualTo(ActionState.UNDONE);
    assertThat(undone.said()).isEqualTo("undone by alice (uid 1000): a customer");
    assertThat(world.blocked()).isEmpty();
    assertThat(refused(new Order.Undo(blocked.id(), ALICE, ""))).isEqualTo(Ground.WRONG_STATE);
  }

  @Test
  void a_block_of_the_same_again_takes_the_place_of_the_first() {
    done(block("203.0.113.9"));
    world.clock.pass(Duration.ofMinutes(10));
    ActionRecord second =
        done(new Order.Block(prefix("203.0.113.9"), Duration.ofMinutes(1), ALICE, "shorter"));
    assertThat(World.states(desk)).containsExactly(ActionState.REPLACED, ActionState.APPLIED);
    assertThat(world.kernel.world.values()).containsExactly(second.until());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, PROTECTED",
    "::/0, PROTECTED",
    "64.0.0.0/2, PROTECTED",
    "224.0.0.5, PROTECTED",
    "127.0.0.1, PROTECTED",
    "192.0.2.1, PROTECTED",
    "198.51.100.0/25, PROTECTED",
  })
  void nobody_is_locked_out_by_an_order_either(String target, Ground ground) {
    assertThat(refused(block(target))).isEqualTo(ground);
    assertThat(world.kernel.applied).isEmpty();
    assertThat(desk.book.all()).isEmpty();
  }

  @Test
  void the_refusal_says_which_entry_and_where_it_is_from() {
    assertThat(order(block("198.51.100.4")))
        .isEqualTo(
            new OrderResult.Refused(
                Ground.PROTECTED,
                "198.51.100.4 is never blocked: it is in response.allow (198.51.100.0/24)"));
  }

  @Test
  void a_network_with_allowed_addresses_in_it_says_who_stays_allowed() {
    assertThat(order(block("192.0.2.0/24")))
        .isInstanceOfSatisfying(
            OrderResult.Done.class,
            done ->
                assertThat(done.warnings())
                    .containsExactly("192.0.2.1 stays allowed: it is an address of this host"));
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1H", "PT8785H"})
  void a_duration_out_of_bounds_is_refused(Duration duration) {
    assertThat(refused(new Order.Block(prefix("203.0.113.9"), duration, ALICE, "")))
        .isEqualTo(Ground.UNFIT);
  }

  @Test
  void a_dry_run_says_what_and_does_nothing() {
    OrderResult would = order(new Order.DryRun(block("192.0.2.0/24")));
    assertThat(would)
        .isEqualTo(
            new OrderResult.Would(
                "192.0.2.0/24 would be blocked until 2026-03-01T13:00:00Z",
                List.of("192.0.2.1 stays allowed: it is an address of this host")));
    assertThat(refused(new Order.DryRun(block("127.0.0.1")))).isEqualTo(Ground.PROTECTED);
    String id = waiting();
    order(new Order.DryRun(new Order.Approve(id, ALICE, "")));
    order(new Order.DryRun(new Order.Deny(id, ALICE, "")));
    order(new Order.DryRun(new Order.Unblock(prefix("10.0.0.0/8"), ALICE, "")));
    assertThat(desk.book.find(id).orElseThrow().state()).isEqualTo(ActionState.WAITING);
    assertThat(world.kernel.applied).isEmpty();
    assertThat(world.kernel.undone).isEmpty();
  }

  @Test
  void what_is_approved_holds_from_then_on_for_its_duration() {
    String id = waiting();
    world.clock.pass(Duration.ofMinutes(40));
    ActionRecord approved = done(new Order.Approve(id, ALICE, ""));
    assertThat(approved.state()).isEqualTo(ActionState.APPLIED);
    assertThat(approved.until()).isEqualTo(world.clock.instant().plus(HOUR));
    assertThat(world.blocked()).containsExactly("203.0.113.9");
    assertThat(refused(new Order.Approve(id, ALICE, ""))).isEqualTo(Ground.WRONG_STATE);
  }

  @Test
  void what_nobody_answers_lapses() {
    String id = waiting();
    world.clock.pass(HOUR);
    upkeep.tick();
    assertThat(desk.book.find(id).orElseThrow().state()).isEqualTo(ActionState.LAPSED);
    assertThat(refused(new Order.Approve(id, ALICE, ""))).isEqualTo(Ground.WRONG_STATE);
  }

  @Test
  void an_attack_that_goes_on_is_asked_about_again() {
    waiting();
    world.clock.pass(HOUR);
    upkeep.tick();
    Alerts alert = Alerts.from("203.0.113.9", TestClock.START);
    new Answering(desk).answer(alert.grown(2, TestClock.START.plusSeconds(90)).update());
    assertThat(World.states(desk)).containsExactly(ActionState.LAPSED);
    new Answering(desk).answer(alert.grown(3, world.clock.instant()).update());
    assertThat(World.states(desk)).containsExactly(ActionState.LAPSED, ActionState.WAITING);
  }

  @Test
  void what_is_approved_after_its_target_was_allowed_is_refused() {
    String id = waiting();
    world.host = List.of(World.allow("203.0.113.9", "logged in by SSH as alice"));
    desk.hostIs(world.host);
    assertThat(refused(new Order.Approve(id, ALICE, ""))).isEqualTo(Ground.PROTECTED);
    upkeep.release();
    assertThat(desk.book.find(id).orElseThrow().state()).isEqualTo(ActionState.REFUSED);
  }

  @Test
  void whom_a_person_spared_no_policy_touches_for_as_long() {
    desk = world.desk(rules(policy(Mode.ENFORCE)));
    ordering = new Ordering(desk);
    Answering answering = new Answering(desk);
    answering.answer(Alerts.from("203.0.113.9", world.clock.instant()).update());
    done(new Order.Unblock(prefix("203.0.113.9"), ALICE, "a customer"));
    answering.answer(Alerts.from("203.0.113.9", world.clock.instant()).id("b").update());
    assertThat(world.blocked()).isEmpty();
    world.clock.pass(HOUR);
    answering.answer(Alerts.from("203.0.113.9", world.clock.instant()).id("c").update());
    // And the undone block counts as none.
    assertThat(world.kernel.world.values()).containsExactly(world.clock.instant().plus(HOUR));
  }

  @Test
  void whom_a_person_denied_is_not_asked_about_again() {
    String id = waiting();
    done(new Order.Deny(id, ALICE, "our scanner"));
    new Answering(desk).answer(Alerts.from("203.0.113.9", world.clock.instant()).id("b").update());
    assertThat(World.states(desk)).containsExactly(ActionState.DENIED);
  }

  @Test
  void a_network_is_let_in_with_everything_in_it() {
    done(block("203.0.113.9"));
    done(block("203.0.113.77"));
    done(block("203.0.114.1"));
    assertThat(order(new Order.Unblock(prefix("203.0.113.0/24"), ALICE, "")))
        .isInstanceOfSatisfying(
            OrderResult.Done.class,
            done -> assertThat(done.warnings()).containsExactly("2 blocks were taken back"));
    assertThat(world.blocked()).containsExactly("203.0.114.1");
  }

  @Test
  void one_address_of_a_blocked_network_is_not_let_in_alone() {
    ActionRecord network = done(block("203.0.113.0/24"));
    assertThat(order(new Order.Unblock(prefix("203.0.113.9"), ALICE, "")))
        .isEqualTo(
            new OrderResult.Refused(
                Ground.WRONG_STATE,
                "203.0.113.9 is within 203.0.113.0/24, blocked by action %s: undo that"
                    .formatted(network.id())));
    assertThat(order(new Order.Unblock(prefix("203.0.99.9"), ALICE, "")))
        .isInstanceOf(OrderResult.AlreadySo.class);
  }

  @Test
  void people_have_room_that_policies_leave() {
    desk = world.desk(rules(100, 20, policy(Mode.ENFORCE)));
    ordering = new Ordering(desk);
    for (int i = 0; i < 30; i++) {
      new Answering(desk).answer(Alerts.from("203.0.113." + i, world.clock.instant()).update());
    }
    assertThat(world.kernel.world).hasSize(18);
    done(block("203.0.114.1"));
    done(block("203.0.114.2"));
    assertThat(refused(block("203.0.114.3"))).isEqualTo(Ground.FULL);
    done(block("203.0.114.2")); // in the place of the same
  }

  @Test
  void what_fails_is_said_and_tried_again() {
    world.kernel.instead = Optional.of(new Effect.Failed("the engine starts"));
    assertThat(order(block("203.0.113.9")))
        .isInstanceOfSatisfying(
            OrderResult.Refused.class,
            refused ->
                assertThat(refused.why())
                    .startsWith("the engine starts; action ")
                    .endsWith(" is tried again until 2026-03-01T13:00:00Z"));
    world.kernel.instead = Optional.empty();
    upkeep.retry();
    assertThat(world.blocked()).containsExactly("203.0.113.9");
  }

  @Test
  void what_cannot_be_taken_back_stays_as_it_was() {
    ActionRecord blocked = done(block("203.0.113.9"));
    world.kernel.instead = Optional.of(new Effect.Failed("the map is gone"));
    assertThat(refused(new Order.Undo(blocked.id(), ALICE, ""))).isEqualTo(Ground.FAILED);
    assertThat(desk.book.find(blocked.id())).contains(blocked);
  }

  @Test
  void an_unknown_action_is_unknown() {
    assertThat(refused(new Order.Undo("zzzzzz", ALICE, ""))).isEqualTo(Ground.UNKNOWN);
    assertThat(refused(new Order.Approve("", ALICE, ""))).isEqualTo(Ground.UNKNOWN);
  }
}
