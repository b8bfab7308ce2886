package io.ironpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkNamespaceTest {
  @BeforeEach
  void privileges() {
    Privileges.Check check = Privileges.namespaces();
    assumeTrue(check.met(), check.reason());
  }

  @Test
  void a_wire_carries_both_protocols_at_once() throws Exception {
    try (NetworkNamespace left = NetworkNamespace.create("left");
        NetworkNamespace right = NetworkNamespace.create("right")) {
      Veth wire = Veth.between(left, right);
      assertThat(greeted(left, right, wire.right().ipv4())).isEqualTo('!');
      assertThat(greeted(left, right, wire.right().ipv6())).isEqualTo('!');
      assertThat(greeted(right, left, wire.left().ipv4())).isEqualTo('!');
    }
  }

  private static int greeted(NetworkNamespace client, NetworkNamespace host, InetAddress address)
      throws Exception {
    // Sockets stay of the namespace they were made in, whichever thread uses them.
    try (ServerSocket listening = host.enter(() -> new ServerSocket(0, 1, address));
        Socket caller = client.enter(() -> new Socket(address, listening.getLocalPort()))) {
      try (Socket accepted = listening.accept()) {
        accepted.getOutputStream().write('!');
      }
      return caller.getInputStream().read();
    }
  }

  @Test
  void what_is_inside_is_not_seen_outside() throws Exception {
    try (NetworkNamespace left = NetworkNamespace.create("left");
        NetworkNamespace right = NetworkNamespace.create("right")) {
      Veth wire = Veth.between(left, right);
      String device = wire.left().device();
      assertThat(left.enter(() -> NetworkInterface.getByName(device))).isNotNull();
      assertThat(NetworkInterface.getByName(device)).isNull();
      assertThat(left.run("ip", "link").orFail()).contains(device);
    }
  }

  @Test
  void two_wires_of_a_namespace_have_other_addresses() {
    try (NetworkNamespace middle = NetworkNamespace.create("middle");
        NetworkNamespace one = NetworkNamespace.create("one");
        NetworkNamespace two = NetworkNamespace.create("two")) {
      Veth first = Veth.between(one, middle);
      Veth second = Veth.between(two, middle);
      assertThat(first.right().ipv4()).isNotEqualTo(second.right().ipv4());
      assertThat(first.right().index()).isNotEqualTo(second.right().index());
    }
  }

  @Test
  void closing_ends_what_was_started_and_leaves_no_name() throws IOException {
    NetworkNamespace namespace = NetworkNamespace.create("short");
    Process sleeper = namespace.start("sleep", "60");
    assertThat(Files.exists(namespace.path())).isTrue();
    namespace.close();
    assertThat(sleeper.isAlive()).isFalse();
    assertThat(Files.exists(namespace.path())).isFalse();
  }

  @Test
  void what_a_killed_process_left_is_recognised_by_its_number() {
    String own = "ironpost-" + ProcessHandle.current().pid() + "-1-x";
    assertThat(NetworkNamespace.isLeftOver(own)).isFalse();
    assertThat(NetworkNamespace.isLeftOver("ironpost-999999999-1-x")).isTrue();
    assertThat(NetworkNamespace.isLeftOver("ironpost-lab")).isFalse();
    assertThat(NetworkNamespace.isLeftOver("somebody-999999999-1-x")).isFalse();
  }

  @Test
  void a_failure_inside_comes_out_as_it_was() {
    try (NetworkNamespace namespace = NetworkNamespace.create("failing")) {
      assertThatThrownBy(() ->
              namespace.enter(() -> {
                throw new IOException("inside");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("inside");
      assertThatThrownBy(() -> namespace.ip("link", "set", "nothing", "up"))
          .hasMessageContaining("nothing");
    }
  }

  @Test
  void a_bpffs_is_seen_by_its_task_and_what_that_starts_only() throws Exception {
    String seen =
        BpfFilesystem.with(folder ->
            Command.of("stat", "-f", "-c", "%T", folder.toString()).run().orFail() + folder);
    String[] parts = seen.split("\n", 2);
    assertThat(parts[0]).isIn("bpf_fs", "UNKNOWN (0xcafe4a11)");
    assertThat(Path.of(parts[1])).doesNotExist();
  }

  @Test
  void rights_are_given_up_by_one_thread_only() throws Exception {
    Callable<Boolean> leave =
        () -> {
          Libc.unshare(Libc.CLONE_NEWNET);
          return true;
        };
    assertThatThrownBy(() -> Privileges.limitedTo(Set.of(Privileges.Capability.CAP_BPF), leave))
        .hasMessageContaining("unshare failed with errno 1 ");
    assertThat(Privileges.namespaces().met()).isTrue();
  }
}
