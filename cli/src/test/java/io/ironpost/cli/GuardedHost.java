package io.ironpost.cli;

import io.ironpost.testkit.NetworkNamespace;
import io.ironpost.testkit.Veth;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A host of its own with a daemon that guards it, and another host at the other end of its cable.
///
/// The daemon is a process, as it would be: programs are attached in the network it was started in.
final class GuardedHost implements AutoCloseable {
  private static final int PORT = 4_000;
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final NetworkNamespace outside = NetworkNamespace.create("outside");
  private final NetworkNamespace inside = NetworkNamespace.create("inside");
  private final Veth cable = Veth.between(outside, inside);
  private final DatagramSocket door;
  private Process daemon;

  GuardedHost(Path folder, String more) throws Exception {
    this.folder = folder;
    inside.ip("address", "add", "10.88.255.254/16", "dev", cable.right().device());
    Files.writeString(log(), "");
    Files.writeString(configuration(), text(more));
    door = inside.enter(() -> new DatagramSocket(PORT));
    door.setSoTimeout(150);
    daemon = start();
  }

  private String text(String more) {
    return """
    [general]
    data_dir = "%1$s/data"
    pid_file = ""
    [metrics]
    enabled = false
    [rules]
    paths = []
    [log_pipeline]
    sources = ["file"]
    watch_paths = ["%1$s/auth.log"]
    [ebpf]
    enabled = true
    interface = "%2$s"
    processes = false
    connections = false
    pin_path = "%3$s"
    [response]
    mode = "enforce"
    %4$s
    """
        .formatted(folder, cable.right().device(), pins(), more);
  }

  Path pins() {
    return folder.resolve("bpffs/ironpost");
  }

  private Path log() {
    return folder.resolve("auth.log");
  }

  Path configuration() {
    return folder.resolve("ironpost.toml");
  }

  /// Starts the daemon anew and waits until it is ready.
  void restart() throws Exception {
    daemon = start();
  }

  private Process start() throws Exception {
    List<String> words = new ArrayList<>(inside.starter());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.ironpost.cli.Main",
            "run",
            "-c",
            configuration().toString()));
    Path said = folder.resolve("daemon.log");
    Files.writeString(said, "");
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
            .start();
    long deadline = System.nanoTime() + READY.toNanos();
    while (!Files.readString(said).contains("is ready")) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        process.destroyForcibly();
        throw new IllegalStateException("the daemon is not ready: " + Files.readString(said));
      }
      Thread.sleep(20);
    }
    return process;
  }

  /// What the daemon wrote to its log since its last start.
  String said() throws IOException {
    return Files.readString(folder.resolve("daemon.log"));
  }

  /// As a power cut for the process.
  void kill() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }

  /// In good order.
  void stop() throws InterruptedException {
    daemon.destroy();
    daemon.waitFor(30, TimeUnit.SECONDS);
  }

  /// Gives the host outside one more address.
  void address(String address) {
    outside.ip("address", "add", address + "/16", "dev", cable.left().device());
  }

  /// Failed logins from there.
  void failures(String address, int count) throws IOException {
    Files.writeString(
        log(),
        "Nov 23 12:00:00 web1 sshd[1]: Failed password for root from %s port 4001 ssh2%n"
            .formatted(address)
            .repeat(count),
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
  }

  /// Whether a datagram from there arrives.
  boolean reaches(String address) throws Exception {
    byte[] mark = (address + "#" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket from =
        outside.enter(() -> new DatagramSocket(new InetSocketAddress(address, 0)))) {
      InetAddress to = InetAddress.ofLiteral("10.88.255.254");
      from.send(new DatagramPacket(mark, mark.length, to, PORT));
    }
    byte[] bytes = new byte[256];
    while (true) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      try {
        door.receive(packet);
      } catch (SocketTimeoutException _) {
        return false;
      }
      if (packet.getLength() == mark.length
          && new String(bytes, 0, mark.length, StandardCharsets.UTF_8)
              .equals(new String(mark, StandardCharsets.UTF_8))) {
        return true;
      }
    }
  }

  /// Waits until a datagram from there arrives, or does not.
  boolean becomes(boolean reached, String address) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (reaches(address) != reached) {
      if (System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }

  /// Runs a command against the daemon, as a script does.
  Ran ask(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-c", configuration().toString()));
    return Ran.piped(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    daemon.destroyForcibly().onExit().join();
    door.close();
    inside.close();
    outside.close();
  }
}
