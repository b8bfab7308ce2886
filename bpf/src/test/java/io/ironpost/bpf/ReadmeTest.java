package io.ironpost.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Privileges;
import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path SOURCE = Path.of("src/test/java/io/ironpost/bpf/DropListed.java");

  /// Long enough for a busy machine; it is over as soon as the first packet is lost.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int ARRIVAL_MILLIS = 200;

  @Test
  void the_example_is_what_is_tested() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf("  static final MapSpec");
    String example = source.substring(from, source.lastIndexOf("}")).stripTrailing().stripIndent();
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
  }

  @Test
  void the_example_drops_packets_of_who_is_listed_and_lets_go_at_its_end() throws Exception {
    Privileges.Check check = Privileges.bpf().and(Privileges.namespaces());
    assumeTrue(check.met(), check.reason());
    try (NetworkNamespace attacker = NetworkNamespace.create("attacker");
        NetworkNamespace guarded = NetworkNamespace.create("guarded")) {
      Veth wire = Veth.between(attacker, guarded);
      wire.fixNeighbours();
      try (DatagramSocket from = attacker.enter(() -> new DatagramSocket());
          DatagramSocket to = guarded.enter(() -> listening(wire))) {
        assertThat(becomes(true, from, to)).as("received before").isTrue();
        Thread guard = guarding(guarded, wire);
        assertThat(becomes(false, from, to)).as("dropped").isTrue();
        guard.interrupt();
        guard.join();
        assertThat(becomes(true, from, to)).as("let go").isTrue();
      }
    }
  }

  private static DatagramSocket listening(Veth wire) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, wire.right().ipv4());
    socket.setSoTimeout(ARRIVAL_MILLIS);
    return socket;
  }

  private static Thread guarding(NetworkNamespace guarded, Veth wire) {
    return Thread.ofPlatform()
        .name("guard")
        .start(() -> {
          try {
            guarded.enter(() -> {
              DropListed.guard(wire.right().index(), wire.left().ipv4().getAddress());
              return true;
            });
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // told to end
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean becomes(boolean arriving, DatagramSocket from, DatagramSocket to)
      throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (arrives(from, to) == arriving) {
        return true;
      }
    }
    return false;
  }

  private static boolean arrives(DatagramSocket from, DatagramSocket to) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1], 1, to.getLocalSocketAddress());
    from.send(packet);
    try {
      to.receive(packet);
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }
}
