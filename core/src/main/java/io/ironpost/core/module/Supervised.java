package io.ironpost.core.module;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// One module and its thread.
final class Supervised {
  /// What all modules of a supervisor share. `random` is used under its own lock: not every
  /// generator may be shared by threads.
  record Terms(
      RestartPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      Notices notices) {
    Duration wait(int failures) {
      synchronized (random) {
        return policy.wait(failures, random);
      }
    }
  }

  /// Where the module is in its life.
  private sealed interface State {
    record Waiting(String why) implements State {}

    record Running() implements State {}

    record Finished() implements State {}

    record GaveUp(String why) implements State {}
  }

  private final Module module;
  private final Terms terms;
  private final Thread thread;
  private volatile State state = new State.Waiting("not started");
  private volatile boolean stopping;

  Supervised(Module module, Terms terms) {
    this.module = module;
    this.terms = terms;
    this.thread = Thread.ofVirtual().name(module.name()).unstarted(this::keepRunning);
  }

  private void keepRunning() {
    int failures = 0;
    while (!stopping) {
      Instant started = terms.clock().instant();
      try {
        state = new State.Running();
        module.start();
        break;
      } catch (InterruptedException _) {
        break;
      } catch (Throwable failure) { // a module's StackOverflowError must not end the others either
        Duration ran = Duration.between(started, terms.clock().instant());
        failures = ran.compareTo(terms.policy().steadyAfter()) >= 0 ? 1 : failures + 1;
        if (!stopping && !waitAfter(failures, failure)) {
          return;
        }
      }
    }
    state = new State.Finished();
  }

  /// False when there is no other try.
  private boolean waitAfter(int failures, Throwable failure) {
    if (terms.policy().givesUpAfter(failures)) {
      state = new State.GaveUp("gave up after %d failures: %s".formatted(failures, said(failure)));
      terms.notices().gaveUp(module.name(), failures, failure);
      return false;
    }
    Duration wait = terms.wait(failures);
    state =
        new State.Waiting(
            "failed %d time(s), starts again in %d ms: %s"
                .formatted(failures, wait.toMillis(), said(failure)));
    terms.notices().restarts(module.name(), failures, wait, failure);
    try {
      terms.pause().sleep(wait);
      return true;
    } catch (InterruptedException _) {
      state = new State.Finished();
      return false;
    }
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  String name() {
    return module.name();
  }

  void start() {
    thread.start();
  }

  void askToStop() {
    stopping = true;
    if (state instanceof State.Waiting) {
      thread.interrupt();
    } else {
      stopInOrder();
    }
  }

  private void stopInOrder() {
    try {
      module.stop();
    } catch (RuntimeException _) {
      thread.interrupt(); // one that cannot end in good order must not keep the others running
    }
  }

  void interrupt() {
    thread.interrupt();
  }

  void awaitEnd(Duration most) throws InterruptedException {
    if (thread.isAlive()) {
      thread.join(most);
    }
  }

  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  Health health() {
    return switch (state) {
      case State.Waiting(var why) -> new Health.Down(why);
      case State.Running() -> askModule();
      case State.Finished() -> new Health.Up();
      case State.GaveUp(var why) -> new Health.Down(why);
    };
  }

  Health namedHealth() {
    return switch (health()) {
      case Health.Up up -> up;
      case Health.Degraded(var why) -> new Health.Degraded(name() + ": " + why);
      case Health.Down(var why) -> new Health.Down(name() + ": " + why);
    };
  }

  private Health askModule() {
    try {
      return module.health();
    } catch (RuntimeException e) {
      return new Health.Down("cannot say how it is: " + said(e));
    }
  }
}
