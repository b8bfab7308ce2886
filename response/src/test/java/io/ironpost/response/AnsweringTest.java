package io.ironpost.response;

import static io.ironpost.response.World.policy;
import static io.ironpost.response.World.rules;
import static io.ironpost.response.World.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ironpost.core.action.Effect;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnsweringTest {
  private static final String ATTACKER = "203.0.113.9";

  private final World world = new World();
  private Desk desk = world.desk(rules(policy(Mode.ENFORCE)));
  private Answering answering = new Answering(desk);

  private void use(ResponseRules rules) {
    desk = world.desk(rules);
    answering = new Answering(desk);
  }

  private Alerts alert() {
    return Alerts.from(ATTACKER, world.clock.instant());
  }

  private void tell(Alerts alert) {
    answering.answer(alert.update());
  }

  private ActionRecord only() {
    assertThat(desk.book.all()).hasSize(1);
    return desk.book.all().getFirst();
  }

  private void isBooked(long delivered, Map<DropReason, Long> dropped) {
    assertThat(world.account.balance().inFlight()).isZero();
    assertThat(world.account.balance().delivered()).isEqualTo(delivered);
    assertThat(world.account.balance().dropped()).isEqualTo(dropped);
  }

  @Test
  void an_attacker_is_blocked_for_the_first_duration() {
    tell(alert());
    assertThat(world.blocked()).containsExactly(ATTACKER);
    assertThat(only().state()).isEqualTo(ActionState.APPLIED);
    assertThat(only().until()).isEqualTo(TestClock.START.plus(Duration.ofHours(1)));
    isBooked(1, Map.of());
  }

  @Test
  void observing_does_nothing_to_the_world() {
    use(rules(policy(Mode.OBSERVE)));
    tell(alert());
    tell(alert().id("another"));
    assertThat(world.kernel.applied).isEmpty();
    assertThat(only().state()).isEqualTo(ActionState.PROPOSED);
  }

  @Test
  void asking_waits_for_a_person_and_asks_once() {
    use(rules(policy(Mode.ASK)));
    tell(alert());
    tell(alert().grown(2, world.clock.instant()));
    assertThat(world.kernel.applied).isEmpty();
    assertThat(only().state()).isEqualTo(ActionState.WAITING);
  }

  @Test
  void alerts_that_no_policy_is_for_are_left_alone() {
    tell(alert().severity(Severity.LOW));
    tell(alert().tags("attack.t1078"));
    tell(alert().source("syslog-udp:198.51.100.4"));
    tell(alert().phase(Phase.CLOSED));
    tell(alert().silencedBy("82453e51"));
    assertThat(desk.book.all()).isEmpty();
    isBooked(0, Map.of(DropReason.UNWANTED, 4L, DropReason.SILENCED, 1L));
  }

  @Test
  void whoever_is_allowed_is_refused_with_the_reason() {
    tell(Alerts.from("198.51.100.77", world.clock.instant()));
    tell(Alerts.from("198.51.100.77", world.clock.instant()).grown(2, world.clock.instant()));
    tell(Alerts.from("::ffff:192.0.2.1", world.clock.instant()));
    assertThat(world.kernel.applied).isEmpty();
    assertThat(desk.book.all())
        .extracting(ActionRecord::state, ActionRecord::said)
        .containsExactly(
            tuple(
                ActionState.REFUSED,
                "198.51.100.77 is never blocked: it is in response.allow (198.51.100.0/24)"),
            tuple(
                ActionState.REFUSED, "192.0.2.1 is never blocked: it is an address of this host"));
    isBooked(0, Map.of(DropReason.REFUSED, 3L));
  }

  @Test
  void an_alert_told_again_prolongs_nothing() {
    tell(alert());
    world.clock.pass(Duration.ofMinutes(30));
    tell(alert().grown(2, world.clock.instant()));
    tell(alert().id("by another rule"));
    assertThat(world.kernel.applied).hasSize(1);
    assertThat(desk.tallies.alreadyAnswered.sum()).isEqualTo(2);
    isBooked(3, Map.of());
  }

  @Test
  void a_policy_that_extends_moves_the_end_while_the_alert_grows() {
    use(
        rules(
            new Policy(
                "p", Mode.ENFORCE, World.whenGuessing(), Aim.source(), World.STEPS, true, 60)));
    tell(alert());
    world.clock.pass(Duration.ofMinutes(30));
    tell(alert().grown(2, world.clock.instant()));
    assertThat(only().until()).isEqualTo(TestClock.START.plus(Duration.ofMinutes(90)));
    assertThat(world.kernel.world.values()).containsExactly(only().until());
  }

  @Test
  void who_comes_back_is_blocked_longer_and_longer() {
    for (Duration expected :
        List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1), Duration.ofDays(1))) {
      Instant now = world.clock.instant();
      tell(alert().id("at " + now));
      assertThat(world.kernel.world.values()).containsExactly(now.plus(expected));
      world.clock.pass(expected.plusSeconds(1));
      new Upkeep(desk).tick();
    }
    world.clock.pass(Duration.ofDays(31));
    tell(alert().id("a month later"));
    assertThat(world.kernel.world.values())
        .containsExactly(world.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void an_attack_that_goes_on_after_its_block_is_a_new_offence() {
    tell(alert());
    world.clock.pass(Duration.ofMinutes(61));
    new Upkeep(desk).tick();
    tell(Alerts.from(ATTACKER, TestClock.START).grown(2, TestClock.START.plusSeconds(60)));
    assertThat(world.blocked()).isEmpty(); // told before the block ended: the same again
    tell(Alerts.from(ATTACKER, TestClock.START).grown(3, world.clock.instant()));
    assertThat(world.kernel.world.values())
        .containsExactly(world.clock.instant().plus(Duration.ofHours(4)));
  }

  @Test
  void an_alert_that_comes_too_late_is_not_answered() {
    Alerts old = alert();
    world.clock.pass(Duration.ofMinutes(61));
    tell(old);
    assertThat(world.kernel.applied).isEmpty();
    assertThat(only().state()).isEqualTo(ActionState.REFUSED);
    assertThat(desk.tallies.tooLate.sum()).isEqualTo(1);
  }

  @Test
  void an_alert_from_the_future_ends_as_if_told_now() {
    Alerts future = Alerts.from(ATTACKER, TestClock.START.plus(Duration.ofDays(300)));
    tell(future);
    assertThat(only().until()).isEqualTo(TestClock.START.plus(Duration.ofHours(1)));
  }

  @Test
  void what_is_over_the_limit_is_held_back_and_tried_when_told_again() {
    use(rules(100, 100, policy("p", Mode.ENFORCE, 3)));
    for (int i = 1; i <= 5; i++) {
      tell(Alerts.from("203.0.113." + i, world.clock.instant()));
    }
    assertThat(world.kernel.world).hasSize(3);
    assertThat(desk.book.came()).containsEntry(ActionState.HELD_BACK, 2L);
    world.clock.pass(Duration.ofSeconds(62));
    tell(Alerts.from("203.0.113.5", world.clock.instant()).grown(2, world.clock.instant()));
    assertThat(world.kernel.world).hasSize(4);
    isBooked(4, Map.of(DropReason.RATE_LIMITED, 2L));
  }

  @Test
  void ten_thousand_attackers_a_minute_meet_every_limit() {
    use(rules(300, 1_000, policy("p", Mode.ENFORCE, 100_000)));
    for (int minute = 0; minute < 6; minute++) {
      for (int i = 0; i < 10_000; i++) {
        tell(Alerts.from("203.%d.%d.%d".formatted(minute, i >> 8, i & 255), world.clock.instant()));
      }
      world.clock.pass(Duration.ofSeconds(62));
    }
    assertThat(world.kernel.world).hasSize(900); // a tenth is left to people
    assertThat(desk.book.all()).hasSizeLessThan(900 + 6 * 2 * Desk.MAX_NOTES_PER_MINUTE + 1);
    assertThat(desk.tallies.unlisted.sum()).isGreaterThan(50_000);
    assertThat(world.account.balance().received()).isEqualTo(60_000);
    assertThat(world.account.balance().inFlight()).isZero();
  }

  @Test
  void an_alert_with_many_addresses_uses_up_a_share_only() {
    Policy every =
        new Policy(
            "p",
            Mode.ENFORCE,
            World.whenGuessing(),
            new Aim("src_ip", true, 32, 128),
            World.STEPS,
            false,
            60);
    use(rules(every));
    List<String> many =
        IntStream.range(0, 10_000).mapToObj(i -> "203.0.%d.%d".formatted(i >> 8, i & 255)).toList();
    tell(alert().addresses(many, "user=root"));
    assertThat(world.kernel.world).hasSize(Aim.MAX_TARGETS);
    assertThat(desk.tallies.moreTargets.sum()).isEqualTo(1);
  }

  @Test
  void neighbours_are_taken_too_unless_one_of_them_is_allowed() {
    Policy wide =
        new Policy(
            "p",
            Mode.ENFORCE,
            World.whenGuessing(),
            new Aim("src_ip", false, 24, 64),
            World.STEPS,
            false,
            60);
    use(rules(wide));
    tell(Alerts.from("2001:db8::5", world.clock.instant()));
    tell(Alerts.from("2001:db8::6", world.clock.instant()));
    tell(Alerts.from("203.0.113.9", world.clock.instant()));
    tell(Alerts.from("192.0.2.9", world.clock.instant()));
    assertThat(world.blocked()).containsExactly("192.0.2.9", "2001:db8::/64", "203.0.113.0/24");
  }

  @Test
  void who_is_in_a_blocked_network_is_not_blocked_again() {
    new Ordering(desk)
        .order(
            new Order.Block(
                World.prefix("203.0.113.0/24"), Duration.ofDays(1), World.ALICE, "scanners"));
    tell(alert());
    assertThat(world.blocked()).containsExactly("203.0.113.0/24");
  }

  @Test
  void what_cannot_be_done_is_tried_again_until_its_time_is_over() {
    world.kernel.instead = Optional.of(new Effect.Failed("no CAP_BPF"));
    tell(alert());
    assertThat(only().state()).isEqualTo(ActionState.FAILED);
    assertThat(only().said()).isEqualTo("no CAP_BPF");
    world.kernel.instead = Optional.empty();
    new Upkeep(desk).retry();
    assertThat(only().state()).isEqualTo(ActionState.APPLIED);
    assertThat(world.blocked()).containsExactly(ATTACKER);
  }

  @Test
  void an_enforcer_that_throws_stops_nothing() {
    world.kernel.throwsUp = true;
    tell(alert());
    assertThat(only().state()).isEqualTo(ActionState.FAILED);
    isBooked(1, Map.of());
  }

  @Test
  void a_stricter_mode_acts_on_what_was_only_proposed() {
    use(rules(policy(Mode.OBSERVE)));
    tell(alert());
    desk.use(rules(policy(Mode.ENFORCE)));
    tell(alert().grown(2, world.clock.instant()));
    assertThat(states(desk)).containsExactly(ActionState.REPLACED, ActionState.APPLIED);
    assertThat(world.blocked()).containsExactly(ATTACKER);
  }

  @Test
  void rubbish_in_place_of_an_address_is_no_target() {
    for (String rubbish :
        List.of(
            "", " ", "localhost", "10.0.0.0/8", "1.2.3", "\u0000", "999.1.1.1", "a".repeat(99))) {
      tell(Alerts.from(rubbish, world.clock.instant()));
    }
    assertThat(desk.book.all()).isEmpty();
    isBooked(0, Map.of(DropReason.UNWANTED, 8L));
  }
}
