package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.guard.FilterRule.Action;
import io.ironpost.ebpf.packet.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Filter rules: order, conditions, actions.
class FilterTest {
  private static final byte[] SSH = Frame.v4(6).tcp(40000, 22, Frame.SYN).bytes();
  private static final byte[] HIGH = Frame.v4(6).tcp(40000, 8500, Frame.SYN).bytes();
  private static final byte[] DNS = Frame.v4(17).udp(40000, 53, "00").bytes();
  private static final byte[] PING = Frame.v4(1).icmp(8, 0).bytes();
  private static final byte[] SSH_V6 = Frame.v6(6).tcp(40000, 22, Frame.SYN).bytes();
  private static final byte[] FRAGMENT =
      Frame.ethernet().ipv4("c0a80001", 1, 6, "").hex("00160016").bytes();

  private static final Action BLOCK = new Action.Block();
  private static final Action PASS = new Action.Pass();
  private static final Action MONITOR = new Action.Monitor();

  @BeforeAll
  static void needs() {
    Needs.bpf();
  }

  private static FilterRule rule(String source, String target, int protocol, Action action) {
    return new FilterRule(
        "test", prefix(source), prefix(target), protocol, 0, FilterRule.MAX_PORT, action);
  }

  private static FilterRule ports(int protocol, int first, int last, Action action) {
    return new FilterRule(
        "test", FilterRule.EVERYWHERE, FilterRule.EVERYWHERE, protocol, first, last, action);
  }

  private static IpPrefix prefix(String text) {
    return text.isEmpty() ? FilterRule.EVERYWHERE : IpPrefix.of(text).orElseThrow();
  }

  @Test
  void a_rule_for_everything_drops_both_families_and_counts() {
    try (LoadedGuard guard = LoadedGuard.with(rule("", "", 0, BLOCK))) {
      assertThat(guard.passes(SSH)).isFalse();
      assertThat(guard.passes(SSH_V6)).isFalse();
      assertThat(guard.passes(FRAGMENT)).isFalse();
      assertThat(guard.passes(Frame.ethernet().arp().bytes())).isTrue();
      assertThat(guard.ruleHits(0)).isEqualTo(3);
      assertThat(guard.count(CounterLayout.FILTERED).packets()).isEqualTo(3);
    }
  }

  @Test
  void addresses_must_fit() {
    try (LoadedGuard guard =
        LoadedGuard.with(
            rule("192.168.0.0/30", "10.0.0.3", 0, BLOCK),
            rule("192.168.0.4/30", "10.0.0.2", 0, BLOCK),
            rule("192.168.0.0/30", "10.0.0.2/31", 1, BLOCK),
            rule("2001:db8::/48", "2001:db8::2/127", 6, BLOCK))) {
      assertThat(guard.passes(SSH)).isTrue();
      assertThat(guard.passes(PING)).isFalse();
      assertThat(guard.passes(SSH_V6)).isFalse();
      assertThat(guard.passes(Frame.v6(17).udp(1, 2, "").bytes())).isTrue();
    }
  }

  @Test
  void ports_must_fit_and_a_later_fragment_has_none() {
    try (LoadedGuard guard =
        LoadedGuard.with(ports(6, 22, 22, BLOCK), ports(6, 8000, 8999, BLOCK))) {
      assertThat(guard.passes(SSH)).isFalse();
      assertThat(guard.passes(SSH_V6)).isFalse();
      assertThat(guard.passes(HIGH)).isFalse();
      assertThat(guard.passes(DNS)).isTrue();
      assertThat(guard.passes(FRAGMENT)).isTrue();
      assertThat(guard.passes(Frame.v4(6).tcp(1, 7999, 2).bytes())).isTrue();
      assertThat(guard.passes(Frame.v4(6).tcp(1, 9000, 2).bytes())).isTrue();
      assertThat(guard.ruleHits(0)).isEqualTo(2);
      assertThat(guard.ruleHits(1)).isEqualTo(1);
    }
  }

  @Test
  void the_first_rule_that_decides_wins() {
    try (LoadedGuard guard =
        LoadedGuard.with(ports(6, 22, 22, PASS), rule("", "", 6, BLOCK), rule("", "", 6, PASS))) {
      assertThat(guard.passes(SSH)).isTrue();
      assertThat(guard.passes(HIGH)).isFalse();
    }
  }

  @Test
  void what_is_monitored_passes_on_to_the_next_rule_and_is_always_reported() {
    byte[] data = Frame.v4(6).tcp(40000, 22, Frame.ACK).bytes();
    try (LoadedGuard guard = LoadedGuard.with(ports(6, 22, 22, MONITOR), rule("", "", 17, BLOCK))) {
      for (int i = 0; i < 5; i++) {
        assertThat(guard.passes(data)).isTrue();
      }
      List<Verdict> verdicts = new ArrayList<>();
      guard.reports(packet -> verdicts.add(packet.verdict()));
      assertThat(verdicts).hasSize(5).containsOnly(Verdict.MONITORED);
      assertThat(guard.ruleHits(0)).isEqualTo(5);
    }
  }

  @Test
  void a_rate_limit_lets_one_seconds_worth_through_at_once() {
    try (LoadedGuard guard = LoadedGuard.with(rule("", "", 6, new Action.RateLimit(10)))) {
      assertThat(passing(guard, SSH, 30)).isEqualTo(10);
      assertThat(passing(guard, SSH_V6, 30)).isEqualTo(10);
      assertThat(passing(guard, DNS, 30)).isEqualTo(30);
      assertThat(guard.count(CounterLayout.LIMITED).packets()).isEqualTo(40);
    }
  }

  @Test
  void a_rate_limit_is_for_each_source() {
    try (LoadedGuard guard = LoadedGuard.with(rule("", "", 6, new Action.RateLimit(1)))) {
      for (int host = 1; host < 20; host++) {
        byte[] frame =
            Frame.ethernet().ipv4From("0a0000%02x".formatted(host), 6).tcp(1, 2, 2).bytes();
        assertThat(passing(guard, frame, 3)).isEqualTo(1);
      }
    }
  }

  @Test
  void a_rate_limit_refills() throws InterruptedException {
    try (LoadedGuard guard = LoadedGuard.with(rule("", "", 6, new Action.RateLimit(100)))) {
      assertThat(passing(guard, SSH, 200)).isBetween(100, 110);
      Thread.sleep(200);
      assertThat(passing(guard, SSH, 200)).isBetween(18, 60); // a crowded machine sleeps longer
    }
  }

  @Test
  void the_allowlist_beats_rules() {
    try (LoadedGuard guard =
        LoadedGuard.with(rule("", "", 1, BLOCK), rule("", "", 6, new Action.RateLimit(1)))) {
      guard.allow("192.168.0.1");
      assertThat(passing(guard, SSH, 5)).isEqualTo(5);
      assertThat(passing(guard, PING, 5)).isEqualTo(5);
      assertThat(guard.count(CounterLayout.ALLOWED).packets()).isEqualTo(9);
    }
  }

  @Test
  void as_many_rules_as_may_be_are_accepted_by_the_kernel() {
    List<FilterRule> rules = new ArrayList<>();
    for (int i = 0; i < GuardSettings.MAX_FILTERS; i++) {
      String source = i % 2 == 0 ? "10.%d.0.0/16".formatted(i) : "2001:db8:%x::/48".formatted(i);
      Action action = i % 3 == 0 ? new Action.RateLimit(5) : i % 3 == 1 ? BLOCK : MONITOR;
      rules.add(
          new FilterRule("rule " + i, prefix(source), FilterRule.EVERYWHERE, 6, i, i + 1, action));
    }
    try (LoadedGuard guard = LoadedGuard.with(rules.toArray(FilterRule[]::new))) {
      assertThat(guard.passes(SSH)).isTrue();
    }
  }

  private static int passing(LoadedGuard guard, byte[] frame, int times) {
    int passed = 0;
    for (int i = 0; i < times; i++) {
      passed += guard.run(frame) == XdpMd.PASS ? 1 : 0;
    }
    return passed;
  }
}
