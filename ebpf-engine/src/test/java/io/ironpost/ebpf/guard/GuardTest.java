package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.action.Effect;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.ebpf.guard.GuardStatistics.Interface;
import io.ironpost.ebpf.packet.Direction;
import io.ironpost.ebpf.packet.Packet;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Real packets over a veth pair.
class GuardTest {
  private static final BlockRule FOREVER = BlockRule.until(BlockRule.FOREVER);

  @BeforeAll
  static void needs() {
    Needs.namespaces();
  }

  @Test
  void who_is_blocked_is_not_answered_in_either_family() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      assertThat(guard.degradations()).isEmpty();
      assertThat(wire.pings()).isTrue();
      assertThat(wire.pingsV6()).isTrue();
      assertThat(guard.blockTable().put(wire.attackerV4(), FOREVER)).isEqualTo(new Effect.Done());
      assertThat(wire.pings()).isFalse();
      assertThat(wire.pingsV6()).isTrue();
      guard.blockTable().put(wire.attackerV6(), FOREVER);
      assertThat(wire.pingsV6()).isFalse();
      guard.allow(List.of(wire.attackerV4()));
      assertThat(wire.pings()).isTrue();
      Interface seen = guard.statistics().interfaces().getFirst();
      assertThat(seen.mode()).isEqualTo(AttachMode.NATIVE);
      assertThat(seen.name()).isEqualTo(wire.device());
      assertThat(seen.blocked().packets()).isEqualTo(2);
      assertThat(seen.allowed().packets()).isEqualTo(1);
      assertThat(seen.icmp().packets()).isEqualTo(3);
    }
  }

  @Test
  void a_block_ends_by_itself() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      long end = wire.clock.nowBootNanos() + Duration.ofMillis(900).toNanos();
      guard.blockTable().put(wire.attackerV4(), BlockRule.until(end));
      assertThat(wire.pings()).isFalse();
      Thread.sleep(Math.max(0, (end - wire.clock.nowBootNanos()) / 1_000_000 + 20));
      assertThat(wire.pings()).isTrue();
      assertThat(guard.blockTable().size()).isZero();
    }
  }

  @Test
  void closing_leaves_nothing_behind() throws Exception {
    try (GuardedWire wire = new GuardedWire()) {
      try (Guard guard = wire.guard()) {
        guard.blockTable().put(wire.attackerV4(), FOREVER);
        assertThat(wire.victim.ip("link", "show", wire.device())).contains("xdp");
      }
      assertThat(wire.pings()).isTrue();
      assertThat(wire.victim.ip("link", "show", wire.device())).doesNotContain("xdp");
    }
  }

  @Test
  void generic_mode_blocks_as_well() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard(GuardSettings.of(wire.device()).with(AttachMode.SKB))) {
      guard.blockTable().put(wire.attackerV4(), FOREVER);
      assertThat(wire.pings()).isFalse();
      assertThat(guard.statistics().interfaces().getFirst().mode()).isEqualTo(AttachMode.SKB);
    }
  }

  @Test
  void without_a_driver_for_it_the_program_runs_behind_the_driver_and_says_so() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard(GuardSettings.of("lo", "nosuch0"))) {
      assertThat(guard.statistics().interfaces()).hasSize(1);
      assertThat(guard.degradations())
          .extracting(Degradation::name)
          .containsExactlyInAnyOrder("xdp.skb", "xdp.nosuch0");
    }
  }

  @Test
  void where_the_card_runs_no_program_the_driver_does_and_that_is_said() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard(GuardSettings.of(wire.device()).with(AttachMode.HARDWARE))) {
      assertThat(guard.statistics().interfaces().getFirst().mode()).isEqualTo(AttachMode.NATIVE);
      assertThat(guard.degradations()).extracting(Degradation::name).containsExactly("xdp.hw");
      assertThat(guard.degradations().getFirst().why()).contains("in the driver");
    }
  }

  @Test
  void no_interface_at_all_is_refused_with_the_reason() throws Exception {
    try (GuardedWire wire = new GuardedWire()) {
      assertThatThrownBy(() -> wire.guard(GuardSettings.of("nosuch0")))
          .isInstanceOf(GuardException.class)
          .hasMessageContaining("there is no interface nosuch0");
      assertThatThrownBy(() -> wire.guard(GuardSettings.of("lo").with(AttachMode.NATIVE)))
          .isInstanceOf(GuardException.class)
          .hasMessageContaining("try generic");
    }
  }

  @Test
  void filter_rules_are_changed_while_packets_flow() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      FilterRule noPings =
          new FilterRule(
              "no-pings",
              FilterRule.EVERYWHERE,
              FilterRule.EVERYWHERE,
              Packet.ICMP,
              FilterRule.ANY,
              FilterRule.MAX_PORT,
              new FilterRule.Action.Block());
      guard.filters(List.of(noPings));
      assertThat(wire.pings()).isFalse();
      assertThat(wire.pingsV6()).isTrue();
      assertThat(guard.statistics().filters())
          .containsExactly(new GuardStatistics.Filtered("no-pings", 1));
      guard.filters(List.of());
      assertThat(wire.pings()).isTrue();
    }
  }

  @Test
  void what_comes_in_and_what_leaves_is_reported() throws Exception {
    Set<Direction> seen = EnumSet.noneOf(Direction.class);
    CountDownLatch both = new CountDownLatch(2);
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  guard.read(packet -> {
                    if (packet.isIcmp() && seen.add(packet.direction())) {
                      both.countDown();
                    }
                  });
                } catch (InterruptedException _) {
                  // the end of the test
                }
              });
      assertThat(wire.pings()).isTrue();
      assertThat(both.await(5, TimeUnit.SECONDS)).isTrue();
      reader.interrupt();
      reader.join();
    }
  }

  @Test
  void no_packet_slips_through_while_filter_rules_change() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard();
        DatagramSocket receiver =
            wire.victim.enter(() -> new DatagramSocket(0, wire.wire.right().ipv4()));
        DatagramSocket sender = wire.attacker.enter(() -> new DatagramSocket())) {
      guard.blockTable().put(wire.attackerV4(), FOREVER);
      Thread flood = Thread.ofPlatform().start(() -> flood(wire, sender, receiver.getLocalPort()));
      for (int i = 0; i < 10; i++) {
        guard.filters(List.of());
      }
      flood.interrupt();
      flood.join();
      assertThat(guard.statistics().interfaces().getFirst().blocked().packets())
          .isGreaterThan(1_000);
      assertNothingArrived(receiver);
    }
  }

  static void flood(GuardedWire wire, DatagramSocket sender, int port) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        GuardedWire.send(sender, wire.wire.right().ipv4(), port);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static void assertNothingArrived(DatagramSocket receiver) throws Exception {
    receiver.setSoTimeout(50);
    assertThatThrownBy(() -> receiver.receive(new DatagramPacket(new byte[64], 64)))
        .isInstanceOf(SocketTimeoutException.class);
  }
}
