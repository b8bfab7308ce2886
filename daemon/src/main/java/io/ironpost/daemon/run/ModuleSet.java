package io.ironpost.daemon.run;

import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.core.module.Notices;
import io.ironpost.core.module.Pause;
import io.ironpost.core.module.RestartPolicy;
import io.ironpost.core.module.Supervisor;
import io.ironpost.daemon.metrics.ModuleFigures;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Modules of one kind that come and go with the configuration, each kept running by a supervisor
/// of its own, so that changing one receiver leaves the others at work.
final class ModuleSet {
  /// A module that is to run.
  ///
  /// @param settings what it is made from: a module runs on while these are equal
  /// @param make makes it; called after its forerunner has come to its end
  record Wanted(String name, Object settings, Supplier<Module> make) {}

  private record Running(Wanted wanted, Module module, Supervisor supervisor, LongAdder restarts) {
    Health health() {
      return supervisor.health().getOrDefault(module.name(), new Health.Up());
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(ModuleSet.class);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Notices notices;
  private final Map<String, Running> running = new LinkedHashMap<>(); // guarded by this

  ModuleSet(InstantSource clock, RandomGenerator random, Notices notices) {
    this.clock = clock;
    this.random = random;
    this.notices = notices;
  }

  /// Ends what is no longer wanted as it is, and starts what is new.
  ///
  /// @param grace for those that end
  void apply(List<Wanted> wanted, Duration grace) throws InterruptedException {
    endChanged(wanted, grace);
    for (Wanted one : wanted) {
      if (!isRunning(one.name())) {
        start(one);
      }
    }
  }

  /// Whether one that runs is not wanted as it is.
  boolean wouldEnd(List<Wanted> wanted) {
    return snapshot().stream().anyMatch(old -> !isWantedAsIs(old, wanted));
  }

  /// Ends those that are not wanted as they are, and starts nothing.
  void endChanged(List<Wanted> wanted, Duration grace) throws InterruptedException {
    end(snapshot().stream().filter(old -> !isWantedAsIs(old, wanted)).toList(), grace);
  }

  private static boolean isWantedAsIs(Running old, List<Wanted> wanted) {
    return wanted.stream()
        .anyMatch(one ->
            one.name().equals(old.wanted.name()) && one.settings().equals(old.wanted.settings()));
  }

  private void start(Wanted wanted) {
    LongAdder restarts = new LongAdder();
    Module module = wanted.make().get();
    Supervisor supervisor =
        new Supervisor(
            List.of(module),
            RestartPolicy.defaults(),
            clock,
            random,
            Pause.REAL,
            new Counting(restarts, notices));
    synchronized (this) {
      running.put(wanted.name(), new Running(wanted, module, supervisor, restarts));
    }
    supervisor.start();
  }

  /// Counts what it passes on.
  private record Counting(LongAdder restarts, Notices next) implements Notices {
    @Override
    public void restarts(String module, int failures, Duration wait, Throwable cause) {
      restarts.increment();
      next.restarts(module, failures, wait, cause);
    }

    @Override
    public void gaveUp(String module, int failures, Throwable cause) {
      next.gaveUp(module, failures, cause);
    }
  }

  /// Ends all.
  void stop(Duration grace) throws InterruptedException {
    end(snapshot(), grace);
  }

  /// At the same time: ten receivers that are away take no longer than one.
  private void end(List<Running> some, Duration grace) throws InterruptedException {
    List<Thread> ends = new ArrayList<>();
    for (Running one : some) {
      ends.add(Thread.startVirtualThread(() -> end(one, grace)));
    }
    for (Thread end : ends) {
      end.join();
    }
  }

  private void end(Running one, Duration grace) {
    try {
      for (String stuck : one.supervisor.stop(grace)) {
        LOG.warn("{} cannot be ended; it is left behind", stuck);
      }
      if (one.module instanceof Closeable held) {
        held.close(); // what it kept from one run to the next; its follower takes that over
      }
      remove(one.wanted.name());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      remove(one.wanted.name());
      LOG.warn("Ending {}: {}", one.wanted.name(), e.getMessage());
    }
  }

  private synchronized List<Running> snapshot() {
    return List.copyOf(running.values());
  }

  private synchronized void remove(String name) {
    running.remove(name);
  }

  private synchronized boolean isRunning(String name) {
    return running.containsKey(name);
  }

  /// Each module's health and how often it was started again.
  List<ModuleFigures> figures() {
    return snapshot().stream()
        .map(one -> new ModuleFigures(one.wanted.name(), one.health(), one.restarts.sum()))
        .toList();
  }

  /// The module that runs under this name.
  Optional<Module> module(String name) {
    return snapshot().stream()
        .filter(one -> one.wanted.name().equals(name))
        .map(Running::module)
        .findFirst();
  }

  /// Whether all modules are so.
  boolean all(Predicate<Module> so) {
    return snapshot().stream().map(Running::module).allMatch(so);
  }
}
