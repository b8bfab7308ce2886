package io.ironpost.core.module;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Keeps modules running: each on a virtual thread of its own, started again when it fails, the
/// others unaffected.
///
/// Structured concurrency is still preview in Java 25, and it answers another question: there one
/// failure ends the whole, here it must not. Modules start in the order of the list and are stopped
/// in the opposite order, so that who takes stands before who gives.
public final class Supervisor {
  /// No interrupt ends a read(2) that waits in the kernel: of a file on a server that is away, of a
  /// FIFO. What has not left by then never will, and must not keep the program from ending.
  static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final List<Supervised> supervised;

  /// @param clock tells how long a module ran; only differences are used
  /// @param pause how to wait between failures
  public Supervisor(
      List<Module> modules,
      RestartPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      Notices notices) {
    long names = modules.stream().map(Module::name).distinct().count();
    if (names != modules.size()) {
      throw new IllegalArgumentException(
          "two modules of one name: " + modules.stream().map(Module::name).toList());
    }
    Supervised.Terms terms = new Supervised.Terms(policy, clock, random, pause, notices);
    supervised = modules.stream().map(module -> new Supervised(module, terms)).toList();
  }

  /// Starts every module and returns at once. A supervisor starts once.
  public void start() {
    supervised.forEach(Supervised::start);
  }

  /// Asks every module to stop, waits up to `grace` for all together, then interrupts what still
  /// runs and waits [#LAST_WAIT] for it to leave.
  ///
  /// @return the modules that are still there; their threads hold up no end of the program
  public List<String> stop(Duration grace) throws InterruptedException {
    List<Supervised> backwards = supervised.reversed();
    backwards.forEach(Supervised::askToStop);
    awaitEnd(backwards, grace);
    backwards.forEach(Supervised::interrupt);
    awaitEnd(backwards, LAST_WAIT);
    return backwards.stream().filter(Supervised::isRunning).map(Supervised::name).toList();
  }

  private static void awaitEnd(List<Supervised> all, Duration together)
      throws InterruptedException {
    long deadline = System.nanoTime() + together.toNanos();
    for (Supervised one : all) {
      one.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /// Waits until every module has come to its end: finished, or given up.
  public void awaitEnd() throws InterruptedException {
    for (Supervised one : supervised) {
      one.awaitEnd();
    }
  }

  /// The health of each module, by name, in the order of the list.
  public Map<String, Health> health() {
    return supervised.stream()
        .collect(
            Collectors.toMap(
                Supervised::name, Supervised::health, (a, _) -> a, LinkedHashMap::new));
  }

  /// The health of the whole; each reason says which module it is of.
  public Health overall() {
    return Health.worstOf(supervised.stream().map(Supervised::namedHealth).toList());
  }
}
