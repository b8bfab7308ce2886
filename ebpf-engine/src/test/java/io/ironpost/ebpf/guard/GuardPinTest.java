package io.ironpost.ebpf.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.kernel.Pins;
import io.ironpost.ebpf.blocklist.BlockRule;
import io.ironpost.testkit.BpfFilesystem;
import io.ironpost.testkit.Privileges;
import io.ironpost.testkit.Privileges.Capability;
import java.io.BufferedReader;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What goes on when the program does not: stopped, killed, started again.
class GuardPinTest {
  private static final BlockRule FOREVER = BlockRule.until(BlockRule.FOREVER);

  @BeforeAll
  static void needs() {
    Needs.namespaces();
  }

  private static GuardSettings pinned(GuardedWire wire, Path folder) {
    return GuardSettings.of(wire.device()).pinnedBelow(folder.resolve("ironpost"));
  }

  @Test
  void a_killed_program_that_could_not_pin_leaves_nothing_behind() throws Exception {
    try (GuardedWire wire = new GuardedWire()) {
      Process child = start(wire, "0");
      assertThat(wire.pings()).isFalse();
      child.destroyForcibly().waitFor();
      assertThat(wire.pings()).isTrue();
    }
  }

  @Test
  void a_killed_programs_blocks_hold_where_it_could_pin_and_end_on_time() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        Path pins = folder.resolve("ironpost");
        long before = wire.clock.nowBootNanos();
        Process child = start(wire, "4000", pins.toString());
        child.destroyForcibly().waitFor();
        assertThat(wire.pings()).isFalse();
        long end = before + Duration.ofSeconds(4).toNanos();
        while (!wire.pings()) {
          assertThat(wire.clock.nowBootNanos()).isLessThan(end + Duration.ofSeconds(15).toNanos());
        }
        assertThat(wire.clock.nowBootNanos()).isGreaterThan(end);
        try (Guard successor = wire.guard(pinned(wire, folder))) {
          assertThat(successor.blockTable().list()).isEmpty();
        }
        assertNothingPinned(pins);
        return folder;
      }
    });
  }

  @Test
  void where_nothing_may_be_pinned_packets_are_guarded_nevertheless() throws Exception {
    BpfFilesystem.with(folder -> {
      Path closed = Files.createDirectory(folder.resolve("closed"));
      Files.setPosixFilePermissions(closed, Set.of());
      try (GuardedWire wire = new GuardedWire()) {
        GuardSettings settings = GuardSettings.of(wire.device()).pinnedBelow(closed.resolve("x"));
        Set<Capability> three =
            Set.of(Capability.CAP_BPF, Capability.CAP_NET_ADMIN, Capability.CAP_PERFMON);
        try (Guard guard =
            wire.victim.enter(
                () -> Privileges.limitedTo(three, () -> Guard.open(settings, wire.clock)))) {
          assertThat(guard.degradations())
              .filteredOn(one -> one.name().equals("pin"))
              .singleElement()
              .satisfies(one -> assertThat(one.why()).contains("EACCES", "install -d"));
        }
        return folder;
      }
    });
  }

  @Test
  void pins_that_somebody_took_away_hold_up_no_end() throws Exception {
    BpfFilesystem.with(folder -> {
      Path pins = folder.resolve("ironpost");
      try (GuardedWire wire = new GuardedWire()) {
        Guard guard = wire.guard(pinned(wire, folder));
        guard.blockTable().put(wire.attackerV4(), FOREVER);
        assertThat(wire.pings()).isFalse();
        try (Stream<Path> links = Files.list(pins.resolve("links"))) {
          links.toList().forEach(Pins::unpin);
        }
        Files.delete(pins.resolve("links"));
        guard.close();
        assertThat(wire.pings()).isTrue();
        return folder;
      }
    });
  }

  /// Started with the JVM's own words, so that the namespace is entered before it.
  private static Process start(GuardedWire wire, String... rest) throws Exception {
    List<String> words = new ArrayList<>(wire.victim.starter());
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            GuardChild.class.getName(),
            wire.device(),
            wire.attackerV4().toString()));
    words.addAll(List.of(rest));
    Process child = new ProcessBuilder(words).redirectErrorStream(true).start();
    BufferedReader output = child.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(GuardChild.READY)) {
        return child;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("the child ended: " + said);
  }

  @Test
  void a_restart_leaves_no_gap_through_which_a_packet_gets() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire();
          DatagramSocket receiver =
              wire.victim.enter(() -> new DatagramSocket(0, wire.wire.right().ipv4()));
          DatagramSocket sender = wire.attacker.enter(() -> new DatagramSocket())) {
        GuardSettings kept = pinned(wire, folder).keptAfterStop();
        try (Guard first = wire.guard(kept)) {
          first.blockTable().put(wire.attackerV4(), FOREVER);
        }
        Thread flood =
            Thread.ofPlatform().start(() -> GuardTest.flood(wire, sender, receiver.getLocalPort()));
        for (int i = 0; i < 3; i++) {
          wire.guard(kept).close();
        }
        try (Guard last = wire.guard(pinned(wire, folder))) {
          assertThat(last.blockTable().list()).hasSize(1);
          flood.interrupt();
          flood.join();
          GuardTest.assertNothingArrived(receiver);
        }
        assertThat(wire.pings()).isTrue();
        return folder;
      }
    });
  }

  @Test
  void what_a_killed_program_left_can_be_taken_off_without_guarding() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        Path pins = folder.resolve("ironpost");
        assertThat(LeftOver.remove(pins)).isFalse();
        Process child = start(wire, "0", pins.toString());
        child.destroyForcibly().waitFor();
        assertThat(wire.pings()).isFalse();
        assertThat(LeftOver.remove(pins)).isTrue();
        boolean isLetIn = wire.pings(); // the kernel ends links a little later
        for (int tries = 0; tries < 5 && !isLetIn; tries++) {
          isLetIn = wire.pings();
        }
        assertThat(isLetIn).isTrue();
        assertThat(LeftOver.remove(pins)).isFalse();
        return folder;
      }
    });
  }

  @Test
  void a_bigger_table_takes_over_the_entries_of_the_smaller_one() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        GuardSettings kept = pinned(wire, folder).keptAfterStop();
        try (Guard first = wire.guard(kept.with(TableSizes.defaults().withBlocked(10)))) {
          first.blockTable().put(wire.attackerV4(), FOREVER);
          first.blockTable().put(wire.attackerV6(), new BlockRule(9, 6, 22));
        }
        GuardSettings bigger = pinned(wire, folder).with(TableSizes.defaults().withBlocked(20));
        try (Guard second = wire.guard(bigger)) {
          assertThat(second.blockTable().list())
              .singleElement()
              .satisfies(entry -> assertThat(entry.prefix()).isEqualTo(wire.attackerV4()));
          assertThat(wire.pings()).isFalse();
        }
        return folder;
      }
    });
  }

  @Test
  void where_nothing_can_be_pinned_guarding_goes_on_and_says_so() throws Exception {
    Path folder = Files.createTempDirectory("ironpost-no-bpffs");
    try (GuardedWire wire = new GuardedWire();
        Guard guard = wire.guard(pinned(wire, folder))) {
      assertThat(guard.degradations())
          .singleElement()
          .satisfies(degradation -> {
            assertThat(degradation.name()).isEqualTo("pin");
            assertThat(degradation.why()).contains("mount one");
          });
      guard.blockTable().put(wire.attackerV4(), FOREVER);
      assertThat(wire.pings()).isFalse();
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  @Test
  void pins_of_an_interface_that_is_no_longer_guarded_are_let_go() throws Exception {
    BpfFilesystem.with(folder -> {
      try (GuardedWire wire = new GuardedWire()) {
        GuardSettings kept = pinned(wire, folder).keptAfterStop();
        wire.guard(kept).close();
        GuardSettings other =
            GuardSettings.of("lo").with(AttachMode.SKB).pinnedBelow(folder.resolve("ironpost"));
        try (Guard second = wire.guard(other)) {
          assertThat(second.degradations()).isEmpty();
          assertThat(wire.victim.ip("link", "show", wire.device())).doesNotContain("xdp");
        }
        return folder;
      }
    });
  }

  private static void assertNothingPinned(Path folder) throws Exception {
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
