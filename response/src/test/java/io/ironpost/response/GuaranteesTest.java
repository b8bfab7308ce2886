package io.ironpost.response;

import static io.ironpost.response.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.alert.AlertUpdate.Phase;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.allow.Allowlist;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Journal;
import io.ironpost.response.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever alerts and orders come, in whatever order, whatever the clock, the kernel and the disk
/// do meanwhile.
final class GuaranteesTest {
  private static final int STEPS = 4_000;
  private static final int MAX_IN_FORCE = 40;

  private World world = new World();
  private Random random = new Random();
  private Desk desk = world.desk(World.rules());
  private Answering answering = new Answering(desk);
  private Ordering ordering = new Ordering(desk);
  private Upkeep upkeep = new Upkeep(desk);
  private int checked;
  private long told;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void nobody_allowed_is_blocked_limits_hold_and_every_alert_is_booked(int seed) {
    random = new Random(seed);
    world = new World();
    begin(List.of());
    for (int i = 0; i < STEPS; i++) {
      step();
      check();
    }
    assertThat(world.account.balance().received()).isEqualTo(told);
    assertThat(world.account.balance().inFlight()).isZero();
    assertThat(world.kernel.applied).isNotEmpty();
  }

  private void begin(List<ActionRecord> journaled) {
    desk = world.desk(rules());
    answering = new Answering(desk);
    ordering = new Ordering(desk);
    upkeep = new Upkeep(desk);
    upkeep.restore(new Journal.Loaded(journaled, 0, ""));
    upkeep.release();
    upkeep.reconcile();
  }

  private ResponseRules rules() {
    Mode mode = random.nextInt(3) == 0 ? Mode.ASK : Mode.ENFORCE;
    return World.rules(1_000, MAX_IN_FORCE, policy("p", mode, 500));
  }

  private void step() {
    switch (random.nextInt(14)) {
      case 0 -> order();
      case 1 -> world.clock.pass(Duration.ofSeconds(random.nextInt(4_000)));
      case 2 -> host();
      case 3 -> upkeep.tick();
      case 4 -> upkeep.reconcile();
      case 5 -> upkeep.retry();
      case 6 -> rarely();
      default -> attack();
    }
  }

  private void rarely() {
    switch (random.nextInt(8)) {
      case 0 -> world.clock.set(world.clock.instant().minusSeconds(random.nextInt(100_000)));
      case 1 -> world.clock.set(world.clock.instant().plusSeconds(random.nextInt(100_000)));
      case 2 -> world.kernel.world.clear();
      case 3 -> begin(part(desk.book.all())); // killed, and a part of the journal with it
      case 4 -> {
        desk.use(rules());
        upkeep.release();
      }
      case 5 -> world.kernel.instead = Optional.of(new Effect.Failed("no"));
      case 6 -> world.kernel.throwsUp = true;
      default -> {
        world.kernel.instead = Optional.empty();
        world.kernel.throwsUp = false;
      }
    }
  }

  private List<ActionRecord> part(List<ActionRecord> all) {
    List<ActionRecord> kept = new ArrayList<>(all);
    kept.removeIf(_ -> random.nextInt(5) == 0);
    return kept;
  }

  private String address() {
    return switch (random.nextInt(12)) {
      case 0 -> "198.51.100." + random.nextInt(256);
      case 1 -> "192.0.2." + random.nextInt(4);
      case 2 -> "127.0.0.1";
      case 3 -> "224.0.0." + random.nextInt(256);
      case 4 -> "::ffff:192.0.2." + random.nextInt(4);
      case 5 -> "2001:db8::" + random.nextInt(9);
      case 6 -> "0.0.0.0";
      case 7 -> "rubbish " + random.nextInt();
      default -> "203.0.113." + random.nextInt(200);
    };
  }

  private void attack() {
    String address = address();
    Alerts alert =
        Alerts.from(address, world.clock.instant().minusSeconds(random.nextInt(8_000)))
            .id("alert" + random.nextInt(500));
    if (random.nextInt(4) == 0) {
      alert = alert.phase(random.nextBoolean() ? Phase.UPDATED : Phase.CLOSED);
    }
    if (random.nextInt(8) == 0) {
      alert = alert.severity(Severity.values()[random.nextInt(5)]);
    }
    told++;
    answering.answer(alert.update());
  }

  private void host() {
    List<AllowEntry> host = new ArrayList<>();
    host.add(World.allow("192.0.2.1", "an address of this host"));
    if (random.nextBoolean()) {
      host.add(World.allow("203.0.113." + random.nextInt(200), "logged in by SSH"));
    }
    if (desk.hostIs(host)) {
      upkeep.release();
    }
  }

  private void order() {
    List<ActionRecord> all = desk.book.all();
    String id = all.isEmpty() ? "none" : all.get(random.nextInt(all.size())).id();
    Optional<IpPrefix> target = IpPrefix.of(address());
    Order order =
        switch (random.nextInt(6)) {
          case 0 -> new Order.Undo(id, World.ALICE, "");
          case 1 -> new Order.Approve(id, World.ALICE, "");
          case 2 -> new Order.Deny(id, World.ALICE, "");
          case 3 ->
              new Order.Unblock(target.orElse(World.prefix("203.0.113.0/25")), World.ALICE, "");
          default ->
              new Order.Block(
                  target.orElse(World.prefix("203.0.113.0/28")),
                  Duration.ofSeconds(random.nextInt(100_000) - 10),
                  World.ALICE,
                  "");
        };
    ordering.order(random.nextInt(5) == 0 ? new Order.DryRun(order) : order);
  }

  private void check() {
    Allowlist allowlist = desk.allowlist();
    for (; checked < world.kernel.applied.size(); checked++) {
      IpPrefix target = ((BlockAddress) world.kernel.applied.get(checked).action()).address();
      assertThat(allowlist.covering(target)).as("blocked: " + target).isEmpty();
      assertThat(allowlist.impossible(target)).as("blocked: " + target).isEmpty();
    }
    long holding = desk.book.openIn(ActionState.APPLIED) + desk.book.openIn(ActionState.FAILED);
    assertThat(holding).isLessThanOrEqualTo(MAX_IN_FORCE);
  }
}
