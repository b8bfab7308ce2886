package io.ironpost.ebpf.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.ebpf.detect.DetectorSettings;
import io.ironpost.ebpf.detect.Detectors;
import io.ironpost.testkit.Command;
import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// tcpdump on a wire between two namespaces, and the detectors on what it wrote.
final class Wiretap implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final Process tcpdump;

  private Wiretap(Path file, Process tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  /// Listens at the right end until closed.
  static Wiretap on(Veth wire, Path file) throws IOException, InterruptedException {
    NetworkNamespace at = wire.right().namespace();
    List<String> words = new ArrayList<>(at.starter());
    words.addAll(
        List.of(
            "tcpdump",
            "-Z",
            "root",
            "-n",
            "-U",
            "--immediate-mode",
            "-B",
            "16384",
            "-s",
            "128",
            "-i",
            wire.right().device(),
            "-w",
            file.toString()));
    Wiretap tap =
        new Wiretap(file, Command.of(words.toArray(String[]::new)).start(Redirect.DISCARD));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) { // its header is written once it listens
      assertThat(System.nanoTime()).as("tcpdump listens").isLessThan(end);
      Thread.sleep(5);
    }
    return tap;
  }

  @Override
  public void close() {
    try {
      Thread.sleep(50); // what is under way in the kernel
      tcpdump.destroy();
      tcpdump.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the detectors find, one line each.
  List<String> findings() throws IOException {
    return findings(file, DetectorSettings.defaults());
  }

  static List<String> findings(Path capture, DetectorSettings settings) throws IOException {
    try (InputStream in = Files.newInputStream(capture)) {
      InputStream lines =
          CaptureLines.of(CaptureReader.open(in), sink -> new Detectors(settings, sink, 0x5eed));
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
