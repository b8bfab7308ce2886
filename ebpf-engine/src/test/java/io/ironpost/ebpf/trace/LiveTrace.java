package io.ironpost.ebpf.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironpost.testkit.Privileges;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/// A trace at work, with the lines it wrote. The machine's other processes are in it too: a test
/// looks for what only its own can have done.
final class LiveTrace {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProcessTrace trace;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private LiveTrace(ProcessTrace trace) {
    this.trace = trace;
    this.reader = Thread.ofPlatform().name("trace").start(this::read);
  }

  static void assumePrivileges() {
    Privileges.Check check = Privileges.bpf();
    Assumptions.assumeTrue(check.met(), check.reason());
  }

  static LiveTrace open(TraceSettings settings) {
    assumePrivileges();
    return new LiveTrace(ProcessTrace.open(settings, InstantSource.system()));
  }

  private void read() {
    try {
      trace.read(this::add);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(byte[] bytes, int length) {
    lines.add(new String(bytes, 0, length, UTF_8));
    notifyAll();
  }

  /// The first line that holds all of these, within [#PATIENCE].
  synchronized String await(String... parts) throws InterruptedException {
    Predicate<String> wanted = line -> List.of(parts).stream().allMatch(line::contains);
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<String> found = lines.stream().filter(wanted).findFirst();
    while (found.isEmpty() && System.nanoTime() < end) {
      wait(20);
      found = lines.stream().filter(wanted).findFirst();
    }
    return found.orElseThrow(
        () -> new AssertionError("no line with " + List.of(parts) + " among\n" + tail()));
  }

  private String tail() {
    return lines.stream()
        .skip(Math.max(0, lines.size() - 20))
        .map(line -> line.substring(0, Math.min(500, line.length())))
        .collect(Collectors.joining("\n"));
  }

  synchronized long count(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  ProcessTrace trace() {
    return trace;
  }

  /// Ends it; everything that was reported is among the lines afterwards.
  void stop() throws InterruptedException {
    trace.close();
    reader.join();
  }
}
