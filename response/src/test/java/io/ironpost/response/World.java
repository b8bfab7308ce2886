package io.ironpost.response;

import io.ironpost.core.action.Action;
import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.ActionRecord;
import io.ironpost.response.journal.ActionState;
import io.ironpost.response.journal.Person;
import io.ironpost.response.policy.Aim;
import io.ironpost.response.policy.Escalation;
import io.ironpost.response.policy.Glob;
import io.ironpost.response.policy.Mode;
import io.ironpost.response.policy.Policy;
import io.ironpost.response.policy.When;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A host with an enforcer, a disk, a spool and clocks, all of them fakes.
final class World {
  static final Path JOURNAL = Path.of("/var/lib/ironpost/actions.journal");
  static final Person ALICE = new Person("alice", 1000);
  static final Escalation STEPS =
      new Escalation(
          List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1)),
          Duration.ofDays(30));

  final TestClock clock = new TestClock();
  final FakeEnforcer kernel = new FakeEnforcer(clock);
  final FakeSpool spool;
  final FakeDisk disk;
  final Account account = new Ledger().account("response", "alerts");
  final List<ActionRecord> heard = Collections.synchronizedList(new ArrayList<>());
  volatile List<AllowEntry> host = List.of(allow("192.0.2.1", "an address of this host"));

  World() {
    this(new FakeDisk(), new FakeSpool());
  }

  World(FakeDisk disk, FakeSpool spool) {
    this.disk = disk;
    this.spool = spool;
  }

  static AllowEntry allow(String prefix, String why) {
    return new AllowEntry(prefix(prefix), why);
  }

  static IpPrefix prefix(String text) {
    return IpPrefix.of(text).orElseThrow();
  }

  static Action block(String text) {
    return new BlockAddress(prefix(text));
  }

  static When whenGuessing() {
    return new When(
        Severity.MEDIUM,
        List.of(),
        List.of(),
        List.of(new Glob("attack.t1110*")),
        List.of(),
        List.of(),
        List.of(new Glob("syslog-udp*")));
  }

  static Policy policy(Mode mode) {
    return policy("guessing", mode, 60);
  }

  static Policy policy(String name, Mode mode, int maxPerMinute) {
    return new Policy(name, mode, whenGuessing(), Aim.source(), STEPS, false, maxPerMinute);
  }

  static ResponseRules rules(Policy... policies) {
    return new ResponseRules(
        ResponseSettings.defaults(), List.of(policies), List.of(prefix("198.51.100.0/24")));
  }

  static ResponseRules rules(int maxPerMinute, int maxInForce, Policy... policies) {
    ResponseSettings settings =
        new ResponseSettings(
            maxPerMinute, maxInForce, Duration.ofHours(1), Duration.ofDays(90), 1_000);
    return new ResponseRules(settings, List.of(policies), List.of(prefix("198.51.100.0/24")));
  }

  ResponsePlace place() {
    return new ResponsePlace(
        disk,
        JOURNAL,
        spool::reader,
        spool::decode,
        clock,
        clock,
        new Random(7),
        List.of(kernel),
        () -> host,
        heard::add,
        _ -> {},
        account);
  }

  Desk desk(ResponseRules rules) {
    Desk desk = new Desk(place(), rules);
    desk.hostIs(host);
    return desk;
  }

  static List<ActionState> states(Desk desk) {
    return desk.book.all().stream().map(ActionRecord::state).toList();
  }

  List<String> blocked() {
    return kernel.inForce().stream().map(one -> one.action().target()).sorted().toList();
  }
}
