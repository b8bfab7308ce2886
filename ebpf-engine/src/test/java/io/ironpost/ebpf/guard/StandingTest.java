package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.testkit.BpfFilesystem;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Interfaces come and go under the programs, and so do other programs.
class StandingTest {
  private static final BlockRule FOREVER = BlockRule.until(BlockRule.FOREVER);

  @BeforeAll
  static void needs() {
    Needs.namespaces();
  }

  private static Standing standing(GuardedWire wire, Guard guard) throws Exception {
    return wire.victim.enter(guard::standing);
  }

  @Test
  void what_was_put_stands() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      assertThat(standing(wire, guard)).isEqualTo(Standing.HELD);
    }
  }

  @Test
  void an_interface_that_was_made_anew_is_not_taken_for_the_guarded_one() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard()) {
      wire.victim.ip("link", "del", wire.device());
      assertThat(standing(wire, guard)).isEqualTo(Standing.OUTDATED);
      wire.victim.ip("link", "add", wire.device(), "type", "veth", "peer", "name", "other0");
      assertThat(standing(wire, guard)).isEqualTo(Standing.OUTDATED);
    }
  }

  @Test
  void an_interface_that_comes_late_is_noticed() throws Exception {
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard(GuardSettings.of(wire.device(), "late0"))) {
      assertThat(standing(wire, guard)).isEqualTo(Standing.HELD);
      wire.victim.ip("link", "add", "late0", "type", "veth", "peer", "name", "other0");
      assertThat(standing(wire, guard)).isEqualTo(Standing.OUTDATED);
    }
  }

  @Test
  void whose_programs_another_one_took_over_is_told() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        GuardSettings pinned = pinned(wire, folder);
        try (Guard first = wire.guard(pinned);
            Guard second = wire.guard(pinned)) {
          assertThat(standing(wire, first)).isEqualTo(Standing.TAKEN_OVER);
          assertThat(standing(wire, second)).isEqualTo(Standing.HELD);
        }
        return folder;
      }
    });
  }

  @Test
  void who_hands_over_leaves_what_is_pinned_to_the_next() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        Guard first = wire.guard(pinned(wire, folder));
        first.blockTable().put(wire.attackerV4(), FOREVER);
        first.handOver();
        assertThat(wire.pings()).isFalse();
        try (Guard second = wire.guard(pinned(wire, folder))) {
          assertThat(second.blockTable().list()).hasSize(1);
        }
        assertThat(wire.pings()).isTrue();
        return folder;
      }
    });
  }

  private static GuardSettings pinned(GuardedWire wire, Path folder) {
    return GuardSettings.of(wire.device()).pinnedBelow(folder.resolve("ironpost"));
  }
}
