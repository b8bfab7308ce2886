package io.ironpost.bpf.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import io.ironpost.testkit.BpfFilesystem;
import io.ironpost.testkit.Command;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stays of a link when its process is killed.
class LinkLifeTest {
  private NetworkNamespace left;
  private NetworkNamespace right;
  private Veth wire;

  @BeforeEach
  void wire() {
    Needs.bpfAndNamespaces();
    left = NetworkNamespace.create("left");
    right = NetworkNamespace.create("right");
    wire = Veth.between(left, right);
    wire.fixNeighbours();
  }

  @AfterEach
  void cut() {
    if (wire != null) {
      left.close();
      right.close();
    }
  }

  @Test
  void a_link_ends_with_its_process() throws Exception {
    Process holder = right.enter(() -> holder(List.of()));
    assertThat(attached()).isPresent();
    Command.end(holder);
    assertDetached();
  }

  @Test
  void a_pinned_link_goes_on_and_is_taken_over() throws Exception {
    BpfFilesystem.<Boolean>with(folder -> {
      Path pin = folder.resolve("link");
      Process holder = right.enter(() -> holder(List.of(pin.toString())));
      int before = attached().orElseThrow();
      Command.end(holder);
      assertThat(attached()).hasValue(before);
      takeOver(pin);
      return true;
    });
    assertDetached(); // the bpffs has gone, and the pin with it
  }

  /// The kernel puts off the work of taking it off until nobody has anything open any more.
  private void assertDetached() throws Exception {
    for (int wait = 0; wait < 500 && attached().isPresent(); wait++) {
      Thread.sleep(10);
    }
    assertThat(attached()).isEmpty();
  }

  private void takeOver(Path pin) throws Exception {
    try (Counting next = Counting.loaded(ProgramSpec.of("next", ProgramType.XDP), XdpMd.PASS);
        Link link = Link.openPinned(pin)) {
      link.replace(next.program());
      Datagrams.send(wire, 10);
      assertThat(next.runs()).isGreaterThanOrEqualTo(10);
      assertThat(link.info().interfaceIndex()).isEqualTo(wire.right().index());
    }
    assertThat(attached()).isPresent(); // closed, but pinned
  }

  private OptionalInt attached() throws Exception {
    return right.enter(() -> NetDevices.xdpProgram(wire.right().index()));
  }

  private Process holder(List<String> more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LinkHolder.class.getName(),
                Integer.toString(wire.right().index())));
    words.addAll(more);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo(LinkHolder.READY);
    return process;
  }
}
