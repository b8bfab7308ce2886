package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.testkit.BpfFilesystem;
import io.ironpost.testkit.Privileges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From failed logins to packets that the kernel drops, and back: a real daemon, a real cable.
@Timeout(180)
final class BlockingTest {
  private static final String FRIEND = "10.88.254.1";
  private static final String GUESSER = "10.88.1.1";
  private static final String OTHER = "10.88.1.2";
  private static final String ALLOW = "allow = [\"" + FRIEND + "\"]\n";

  @TempDir Path folder;

  @BeforeEach
  void needsARealKernel() {
    Privileges.Check check = Privileges.bpf().and(Privileges.namespaces());
    assumeTrue(check.met(), check.reason());
  }

  @Test
  void whoever_guesses_is_shut_out_whoever_is_allowed_never_and_people_can_undo_it()
      throws Exception {
    try (GuardedHost host = new GuardedHost(folder, ALLOW)) {
      for (String address : new String[] {FRIEND, GUESSER, OTHER}) {
        host.address(address);
        assertThat(host.reaches(address)).as(address).isTrue();
      }
      host.failures(FRIEND, 5);
      host.failures(GUESSER, 5);
      assertThat(host.becomes(false, GUESSER)).as("blocked").isTrue();
      assertThat(host.reaches(FRIEND)).as("allowlisted").isTrue();
      assertThat(host.reaches(OTHER)).as("bystander").isTrue();

      Ran listed = host.ask("actions", "list", "--state", "applied");
      assertThat(listed.exit()).isZero();
      assertThat(listed.out()).contains(GUESSER).doesNotContain(FRIEND);
      assertThat(host.ask("blocklist", "list").out()).contains(GUESSER);
      assertThat(host.ask("unblock", GUESSER).exit()).isZero();
      assertThat(host.becomes(true, GUESSER)).as("unblocked").isTrue();

      assertThat(host.ask("block", OTHER, "--for", "10m", "--dry-run").exit()).isZero();
      assertThat(host.reaches(OTHER)).as("after a dry run").isTrue();
      assertThat(host.ask("block", OTHER, "--for", "10m", "--reason", "test").exit()).isZero();
      assertThat(host.becomes(false, OTHER)).as("blocked by a person").isTrue();

      Ran refused = host.ask("block", FRIEND);
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("response.allow");
      assertThat(host.reaches(FRIEND)).isTrue();
    }
  }

  @Test
  void blocks_outlive_a_killed_daemon_and_still_end_when_they_are_to_end() throws Exception {
    BpfFilesystem.with(mounted -> {
      Files.createSymbolicLink(folder.resolve("bpffs"), mounted);
      try (GuardedHost host = new GuardedHost(folder, ALLOW)) {
        host.address(GUESSER);
        host.address(OTHER);
        assertThat(host.ask("block", GUESSER, "--for", "10m").exit()).isZero();
        assertThat(host.ask("block", OTHER, "--for", "6s").exit()).isZero();
        assertThat(host.becomes(false, GUESSER)).isTrue();
        host.kill();
        assertThat(host.reaches(GUESSER)).as("while nobody runs").isFalse();
        assertThat(host.becomes(true, OTHER)).as("its time is over").isTrue();
        assertThat(host.reaches(GUESSER)).as("its time is not").isFalse();
        host.restart();
        assertThat(host.reaches(GUESSER)).as("after the restart").isFalse();
        assertThat(host.ask("actions", "list", "--state", "applied").out()).contains(GUESSER);
        host.stop();
        assertThat(host.becomes(true, GUESSER)).as("stopped in good order").isTrue();
      }
      return true;
    });
  }

  @Test
  void without_a_place_for_pins_blocks_end_with_the_daemon_and_come_back_with_it()
      throws Exception {
    try (GuardedHost host = new GuardedHost(folder, ALLOW)) {
      host.address(GUESSER);
      host.failures(GUESSER, 5);
      assertThat(host.becomes(false, GUESSER)).isTrue();
      assertThat(host.ask("status").out()).contains("bpffs");
      host.kill();
      assertThat(host.becomes(true, GUESSER)).as("nobody guards").isTrue();
      host.restart();
      assertThat(host.becomes(false, GUESSER)).as("put in force again").isTrue();
    }
  }

  @Test
  void a_reload_brings_other_rules_and_thresholds_under_the_same_guard() throws Exception {
    try (GuardedHost host = new GuardedHost(folder, ALLOW)) {
      host.address(GUESSER);
      host.address(OTHER);
      assertThat(host.ask("block", OTHER).exit()).isZero();
      assertThat(host.becomes(false, OTHER)).isTrue();
      assertThat(host.reaches(GUESSER)).isTrue();
      Files.writeString(
          host.configuration(),
          """
          [filters.guesser]
          action = "block"
          source = "%s"
          [ebpf.detectors]
          port_scan_ports = 25
          """
              .formatted(GUESSER),
          StandardOpenOption.APPEND);
      Ran reloaded = host.ask("reload");
      assertThat(reloaded.exit()).as(reloaded.err()).isZero();
      assertThat(host.becomes(false, GUESSER)).as("by the new rule").isTrue();
      assertThat(host.reaches(OTHER)).as("still blocked").isFalse();
      assertThat(host.said()).as("one guard").containsOnlyOnce("Packets are guarded on");
    }
  }

  @Test
  void lists_of_addresses_are_blocked_but_for_whom_nobody_may_block() throws Exception {
    Path list = Files.writeString(folder.resolve("bad.txt"), "10.88.0.0/16 # all of them\n");
    Path one = Files.writeString(folder.resolve("one.txt"), GUESSER + "\n");
    try (GuardedHost host = new GuardedHost(folder, ALLOW)) {
      host.address(FRIEND);
      host.address(GUESSER);
      Ran imported = host.ask("blocklist", "import", one.toString(), "--name", "one");
      assertThat(imported.exit()).as(imported.err()).isZero();
      assertThat(host.becomes(false, GUESSER)).isTrue();
      host.ask("blocklist", "import", list.toString(), "--name", "all");
      assertThat(host.reaches(FRIEND)).isTrue();
      assertThat(host.ask("blocklist", "remove", "one").exit()).isZero();
      assertThat(host.becomes(true, GUESSER)).isTrue();
    }
  }
}
