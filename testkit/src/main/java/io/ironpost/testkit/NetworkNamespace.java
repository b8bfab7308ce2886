package io.ironpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A network stack of a test's own (network_namespaces(7)), gone when closed. Programs are attached
/// and hostile traffic is sent in here, and never where the machine's own interfaces are.
///
/// ```java
/// try (var attacker = NetworkNamespace.create("attacker");
///     var victim = NetworkNamespace.create("victim")) {
///   Veth wire = Veth.between(attacker, victim);
///   victim.enter(() -> attachXdp(wire.right().device()));
///   attacker.run("nmap", "-sS", wire.right().ipv4().getHostAddress()).orFail();
/// }
/// ```
public final class NetworkNamespace implements AutoCloseable {
  private static final String PREFIX = "ironpost-";
  private static final Path NAMED = Path.of("/run/netns"); // where ip-netns(8) keeps them
  private static final AtomicInteger MADE = new AtomicInteger();

  private final String name;
  private final List<Process> started = new CopyOnWriteArrayList<>();

  private NetworkNamespace(String name) {
    this.name = name;
  }

  /// A new one with nothing but a loopback that is up.
  ///
  /// @param label for people who look while the test runs; the name is unique without it
  public static NetworkNamespace create(String label) {
    if (MADE.get() == 0) {
      removeLeftOvers();
    }
    String name =
        PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet() + "-" + label;
    Command.of("ip", "netns", "add", name).run().orFail();
    NetworkNamespace made = new NetworkNamespace(name);
    try {
      made.ip("link", "set", "lo", "up");
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    return made;
  }

  public String name() {
    return name;
  }

  /// The file that stands for it: what setns(2) takes and attributes of links point to.
  public Path path() {
    return NAMED.resolve(name);
  }

  /// Runs a program in here. It sees the machine's mounts, so `/sys/class/net` is not of here;
  /// netlink and `/proc/net` are.
  public Command.Result run(String... words) {
    return run(Command.of(words));
  }

  public Command.Result run(Command command) {
    return command.behind(starter()).run();
  }

  /// Starts a program in here which ends with the namespace at the latest.
  public Process start(String... words) {
    Process process = Command.of(words).behind(starter()).start(ProcessBuilder.Redirect.DISCARD);
    started.add(process);
    return process;
  }

  /// The words to put before a command that a caller starts by itself.
  public List<String> starter() {
    return List.of("nsenter", "--net=" + path());
  }

  /// Runs code in here, on a thread of its own. A socket stays of here when it is used elsewhere,
  /// once it was really made: `new Socket()` alone makes none before it connects.
  public <T> T enter(Callable<T> task) throws Exception {
    return SeparateThread.call("in-" + name, () -> Libc.enter(path(), Libc.CLONE_NEWNET), task);
  }

  /// `ip -n NAME …`, which must not fail.
  public String ip(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", name));
    all.addAll(List.of(words));
    return Command.of(all.toArray(String[]::new)).run().orFail();
  }

  @Override
  public void close() {
    started.forEach(Command::end);
    Command.of("ip", "netns", "delete", name).run();
  }

  @Override
  public String toString() {
    return name;
  }

  /// A test that was killed could not close; its process id in the name says that it is gone.
  private static void removeLeftOvers() {
    if (!Files.isDirectory(NAMED)) {
      return;
    }
    try (Stream<Path> all = Files.list(NAMED)) {
      all.map(path -> path.getFileName().toString())
          .filter(NetworkNamespace::isLeftOver)
          .forEach(name -> Command.of("ip", "netns", "delete", name).run());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isLeftOver(String name) {
    String[] parts = name.split("-", 4);
    if (!name.startsWith(PREFIX) || parts.length < 4 || !parts[1].matches("\\d{1,9}")) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
  }
}
