package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Attack;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Escalation;
import io.ironpost.response.policy.Glob;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import io.ironpost.response.policy.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Answers alerts that nobody told, at a desk where nothing is real: what an answer needs is loaded
/// and linked by then. Without it the first attacker has 40 ms more, on a busy machine ten times
/// that.
final class Rehearsal {
  /// Enough for the first compiler, which looks at what was called 200 times.
  private static final int ROUNDS = 400;

  private Rehearsal() {}

  static void run(ResponsePlace real, ResponseRules rules) {
    Desk desk =
        new Desk(
            unreal(real), new ResponseRules(ResponseSettings.defaults(), policies(), List.of()));
    Answering answering = new Answering(desk);
    for (int round = 0; round < ROUNDS; round++) {
      AlertUpdate update = alert(round, real.clock().instant());
      rules.policies().forEach(policy -> policy.when().holds(update));
      answering.answer(update);
    }
  }

  private static ResponsePlace unreal(ResponsePlace real) {
    return new ResponsePlace(
        real.disk(),
        real.journal(),
        real.spool(),
        real.decoder(),
        real.clock(),
        real.nanoTime(),
        real.random(),
        List.of(new Nobody()),
        List::of,
        _ -> {},
        _ -> {},
        new Ledger().account("rehearsal", "alerts"));
  }

  private static List<Policy> policies() {
    List<Glob> tags = List.of(new Glob("attack.t1110*"));
    When when =
        new When(Severity.MEDIUM, List.of(), List.of(), tags, List.of(), List.of(), List.of());
    Escalation hour = new Escalation(List.of(Duration.ofHours(1)), Duration.ofDays(1));
    return List.of(new Policy("rehearsal", Mode.ENFORCE, when, Aim.source(), hour, false, ROUNDS));
  }

  private static AlertUpdate alert(int round, Instant now) {
    String address = IpPrefix.v4(0xcb00_7100 | round & 0xff).toString(); // 203.0.113.0/24
    List<String> tags = List.of("attack.t1110.001");
    AlertRule rule =
        new AlertRule(
            "rehearsal",
            "rehearsal",
            "Rehearsal",
            "",
            Severity.MEDIUM,
            Attack.ofTags(tags),
            tags,
            List.of());
    Alert alert =
        new Alert(
            "rehearsal " + round,
            rule.id(),
            rule.name(),
            rule.title(),
            rule.severity(),
            rule.attack(),
            Optional.of(now),
            Optional.of(now),
            1,
            Map.of("src_ip", List.of(address)),
            List.of(new Evidence("rehearsal", 1, 0, "")));
    return new AlertUpdate(
        alert,
        rule,
        new UUID(0, round),
        1,
        AlertUpdate.Phase.OPENED,
        now,
        "",
        "src_ip=" + address,
        "",
        List.of(),
        0);
  }

  /// Does everything at once and nothing at all.
  private record Nobody() implements Enforcer {
    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public boolean enforces(Action action) {
      return true;
    }

    @Override
    public Effect apply(Action action, Instant until) {
      return new Effect.Done();
    }

    @Override
    public Effect undo(Action action) {
      return new Effect.Done();
    }

    @Override
    public List<InForce> inForce() {
      return List.of();
    }

    @Override
    public Health health() {
      return new Health.Up();
    }
  }
}
