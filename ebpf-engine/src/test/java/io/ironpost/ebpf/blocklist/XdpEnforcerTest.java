package io.ironpost.ebpf.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.action.Effect;
import io.ironpost.core.action.Enforcer;
import io.ironpost.core.module.Health;
import io.ironpost.core.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XdpEnforcerTest {
  private final HandClock hand = new HandClock();
  private final FakeTable table = new FakeTable(hand.clock);
  private final XdpEnforcer enforcer = new XdpEnforcer(table, hand.clock);

  private static BlockAddress block(String text) {
    return new BlockAddress(IpPrefix.of(text).orElseThrow());
  }

  private Instant in(int seconds) {
    return hand.now().plusSeconds(seconds);
  }

  @Test
  void a_block_holds_until_its_time_and_is_told_as_ordered() {
    assertThat(enforcer.apply(block("203.0.113.9"), in(60))).isEqualTo(new Effect.Done());
    assertThat(enforcer.apply(block("203.0.113.9"), in(60))).isEqualTo(new Effect.AlreadySo());
    assertThat(table.drops("203.0.113.9")).isTrue();
    assertThat(enforcer.inForce())
        .containsExactly(new Enforcer.InForce(block("203.0.113.9"), in(60)));
    hand.pass(Duration.ofSeconds(60));
    assertThat(table.drops("203.0.113.9")).isFalse();
    assertThat(enforcer.inForce()).isEmpty();
  }

  @Test
  void a_block_is_taken_back() {
    enforcer.apply(block("203.0.113.9"), in(60));
    assertThat(enforcer.undo(block("203.0.113.9"))).isEqualTo(new Effect.Done());
    assertThat(enforcer.undo(block("203.0.113.9"))).isEqualTo(new Effect.AlreadySo());
    assertThat(table.drops("203.0.113.9")).isFalse();
  }

  @Test
  void a_narrow_block_that_ends_does_not_open_a_wide_one() {
    enforcer.apply(block("203.0.113.0/24"), in(600));
    enforcer.apply(block("203.0.113.9"), in(60));
    hand.pass(Duration.ofSeconds(61));
    assertThat(table.drops("203.0.113.9")).isTrue();
  }

  @Test
  void a_wide_block_that_comes_later_holds_for_narrow_ones_too() {
    enforcer.apply(block("203.0.113.9"), in(60));
    enforcer.apply(block("203.0.113.0/24"), in(600));
    hand.pass(Duration.ofSeconds(61));
    assertThat(table.drops("203.0.113.9")).isTrue();
  }

  @Test
  void a_wide_block_that_is_taken_back_leaves_narrow_ones_their_own_time() {
    enforcer.apply(block("203.0.113.9"), in(60));
    enforcer.apply(block("203.0.113.0/24"), in(600));
    enforcer.undo(block("203.0.113.0/24"));
    assertThat(table.drops("203.0.113.9")).isTrue();
    assertThat(enforcer.inForce())
        .containsExactly(new Enforcer.InForce(block("203.0.113.9"), in(60)));
    hand.pass(Duration.ofSeconds(61));
    assertThat(table.drops("203.0.113.9")).isFalse();
  }

  @Test
  void what_an_earlier_life_left_is_known() {
    enforcer.apply(block("203.0.113.0/24"), in(600));
    XdpEnforcer next = new XdpEnforcer(table, hand.clock);
    assertThat(next.inForce())
        .containsExactly(new Enforcer.InForce(block("203.0.113.0/24"), in(600)));
    next.apply(block("203.0.113.9"), in(60));
    hand.pass(Duration.ofSeconds(61));
    assertThat(table.drops("203.0.113.9")).isTrue();
  }

  @Test
  void without_an_engine_everything_fails_and_says_why() {
    XdpEnforcer none = new XdpEnforcer(BlockTable.absent("no CAP_BPF"), hand.clock);
    assertThat(none.apply(block("203.0.113.9"), in(60))).isEqualTo(new Effect.Failed("no CAP_BPF"));
    assertThat(none.undo(block("203.0.113.9"))).isEqualTo(new Effect.Failed("no CAP_BPF"));
    assertThat(none.inForce()).isEmpty();
    assertThat(none.health()).isEqualTo(new Health.Down("no CAP_BPF"));
  }

  /// Any order of blocks, takings back and time: an address is dropped when, and only when, one of
  /// the blocks that hold it has not ended.
  @Test
  void an_address_is_dropped_as_long_as_any_block_that_holds_it() {
    Random random = new Random(11);
    Map<IpPrefix, Instant> model = new HashMap<>();
    List<String> done = new ArrayList<>();
    for (int step = 0; step < 3_000; step++) {
      IpPrefix prefix =
          new IpPrefix(0, 0xffffL << 32 | random.nextInt(16), IpPrefix.FULL - random.nextInt(5));
      switch (random.nextInt(5)) {
        case 0 -> hand.pass(Duration.ofSeconds(random.nextInt(20)));
        case 1 -> {
          enforcer.undo(new BlockAddress(prefix));
          model.remove(prefix);
        }
        default -> {
          Instant until = in(random.nextInt(1, 120));
          enforcer.apply(new BlockAddress(prefix), until);
          model.put(prefix, until);
        }
      }
      done.add(step + " " + prefix);
      IpPrefix address = IpPrefix.v4(random.nextInt(16));
      boolean wanted =
          model.entrySet().stream()
              .anyMatch(e -> e.getKey().contains(address) && e.getValue().isAfter(hand.now()));
      assertThat(table.drops(address.toString())).as(done.getLast()).isEqualTo(wanted);
    }
  }
}
