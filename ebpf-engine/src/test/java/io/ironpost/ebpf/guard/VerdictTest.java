package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.Effect;
import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.BlockRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is dropped. Packets come from 192.168.0.1 or 2001:db8::1.
class VerdictTest {
  private static final byte[] SSH = Frame.v4(6).tcp(40000, 22, Frame.SYN).bytes();
  private static final byte[] WEB = Frame.v4(6).tcp(40000, 443, Frame.SYN).bytes();
  private static final byte[] DNS = Frame.v4(17).udp(40000, 22, "00").bytes();
  private static final byte[] PING = Frame.v4(1).icmp(8, 0).bytes();
  private static final byte[] SSH_V6 = Frame.v6(6).tcp(40000, 22, Frame.SYN).bytes();

  private static LoadedGuard guard;

  @BeforeAll
  static void load() {
    Needs.bpf();
    guard = LoadedGuard.open();
  }

  @BeforeEach
  void forget() {
    guard.forget();
  }

  @AfterEach
  void clear() {
    if (guard != null) {
      guard.blocks().list().forEach(entry -> guard.blocks().remove(entry.prefix()));
      guard.allow();
    }
  }

  @AfterAll
  static void unload() {
    if (guard != null) {
      guard.close();
    }
  }

  @Test
  void without_blocks_everything_passes() {
    assertThat(guard.passes(SSH)).isTrue();
    assertThat(guard.passes(SSH_V6)).isTrue();
  }

  @Test
  void a_blocked_address_is_dropped_until_it_is_removed() {
    guard.block("192.168.0.1");
    assertThat(guard.passes(SSH)).isFalse();
    assertThat(guard.passes(PING)).isFalse();
    assertThat(guard.blocks().remove(IpPrefix.of("192.168.0.1").orElseThrow()))
        .isEqualTo(new Effect.Done());
    assertThat(guard.passes(SSH)).isTrue();
  }

  @Test
  void dropped_packets_count_as_what_came_in_and_as_blocked() {
    guard.block("192.168.0.0/16");
    guard.run(SSH);
    guard.run(PING);
    assertThat(guard.count(CounterLayout.TCP).packets()).isEqualTo(1);
    assertThat(guard.count(CounterLayout.ICMP).packets()).isEqualTo(1);
    assertThat(guard.count(CounterLayout.BLOCKED))
        .isEqualTo(new GuardStatistics.Count(2, SSH.length + PING.length));
  }

  @Test
  void networks_of_every_length_block() {
    for (String network :
        new String[] {
          "192.168.0.1/31", "192.168.0.0/24", "192.168.0.0/23", "192.0.0.0/8", "128.0.0.0/1",
          "0.0.0.0/0", "2001:db8::1/128", "2001:db8::/64", "2001:db8::/63", "2001:db8::/32",
          "2001::/16", "2000::/3", "::/0"
        }) {
      guard.block(network);
      byte[] frame = network.contains(":") ? SSH_V6 : SSH;
      assertThat(guard.passes(frame)).as(network).isFalse();
      guard.blocks().remove(IpPrefix.of(network).orElseThrow());
      assertThat(guard.passes(frame)).as(network).isTrue();
    }
  }

  @Test
  void neighbours_of_a_network_are_not_blocked() {
    guard.block("192.168.0.0/32");
    guard.block("192.168.0.2/31");
    guard.block("192.168.1.0/24");
    guard.block("2001:db8::2");
    guard.block("2001:db8:1::/48");
    assertThat(guard.passes(SSH)).isTrue();
    assertThat(guard.passes(SSH_V6)).isTrue();
  }

  @Test
  void a_block_of_a_port_drops_that_port_only() {
    guard.block("192.168.0.1", new BlockRule(BlockRule.FOREVER, 6, 22));
    assertThat(guard.passes(SSH)).isFalse();
    assertThat(guard.passes(WEB)).isTrue();
    assertThat(guard.passes(DNS)).isTrue();
    assertThat(guard.passes(PING)).isTrue();
  }

  @Test
  void a_block_of_a_protocol_drops_all_its_ports() {
    guard.block("192.168.0.1", new BlockRule(BlockRule.FOREVER, 6, BlockRule.ANY));
    assertThat(guard.passes(SSH)).isFalse();
    assertThat(guard.passes(WEB)).isFalse();
    assertThat(guard.passes(DNS)).isTrue();
  }

  @Test
  void a_narrow_block_of_a_port_does_not_hide_a_wide_block_of_everything() {
    guard.block("192.168.0.0/24");
    guard.block("192.168.0.1", new BlockRule(BlockRule.FOREVER, 6, 22));
    assertThat(guard.passes(SSH)).isFalse();
    assertThat(guard.passes(PING)).isFalse();
  }

  @Test
  void a_block_ends_by_the_kernels_clock() throws InterruptedException {
    long end = guard.clock().nowBootNanos() + Duration.ofMillis(300).toNanos();
    guard.block("192.168.0.1", BlockRule.until(end));
    assertThat(guard.passes(SSH)).isFalse();
    Thread.sleep(330);
    assertThat(guard.passes(SSH)).isTrue();
    assertThat(guard.blocks().list()).isEmpty();
  }

  @Test
  void an_ended_narrow_block_does_not_hide_a_wide_one() {
    guard.block("192.168.0.0/24");
    guard.block("192.168.0.0/30", BlockRule.until(1));
    guard.block("192.168.0.1", BlockRule.until(1));
    assertThat(guard.passes(SSH)).isFalse();
    guard.block("192.168.0.0/24", BlockRule.until(2));
    assertThat(guard.passes(SSH)).isTrue();
  }

  @Test
  void the_allowlist_beats_every_block() {
    guard.block("192.168.0.1");
    guard.block("::/0");
    guard.allow("192.168.0.0/24", "2001:db8::/32");
    assertThat(guard.passes(SSH)).isTrue();
    assertThat(guard.passes(SSH_V6)).isTrue();
    assertThat(guard.count(CounterLayout.ALLOWED).packets()).isEqualTo(2);
    assertThat(guard.count(CounterLayout.BLOCKED).packets()).isZero();
    guard.allow("192.168.1.0/24");
    assertThat(guard.passes(SSH)).isFalse();
  }

  @Test
  void the_table_takes_no_more_than_its_capacity_but_ended_blocks_make_room() {
    GuardSettings small = GuardSettings.of("test").with(TableSizes.defaults().withBlocked(2));
    try (LoadedGuard tiny = new LoadedGuard(small)) {
      BlockRule forever = BlockRule.until(BlockRule.FOREVER);
      tiny.block("10.0.0.1");
      tiny.block("10.0.0.2", BlockRule.until(1));
      tiny.block("10.0.0.3");
      Effect fourth = tiny.blocks().put(IpPrefix.of("10.0.0.4").orElseThrow(), forever);
      assertThat(fourth).isInstanceOf(Effect.Refused.class);
      Effect third = tiny.blocks().put(IpPrefix.of("10.0.0.3").orElseThrow(), forever);
      assertThat(third).isEqualTo(new Effect.AlreadySo());
      assertThat(tiny.blocks().size()).isEqualTo(2);
    }
  }
}
