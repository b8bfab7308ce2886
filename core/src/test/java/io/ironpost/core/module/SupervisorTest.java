package io.ironpost.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class SupervisorTest {
  private static final RestartPolicy POLICY =
      new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1), 5);

  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  /// A module written as a lambda.
  private record Fake(String name, Body body, Runnable onStop) implements Module {
    private interface Body {
      void run() throws Exception;
    }

    Fake(String name, Body body) {
      this(name, body, () -> {});
    }

    @Override
    public void start() throws Exception {
      body.run();
    }

    @Override
    public void stop() {
      onStop.run();
    }
  }

  private Supervisor supervisor(Module... modules) {
    return new Supervisor(
        List.of(modules), POLICY, now::get, new SplittableRandom(7), waits::add, Notices.NONE);
  }

  @Test
  void a_module_that_fails_is_started_again() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    Supervisor supervisor =
        supervisor(
            new Fake(
                "tail",
                () -> {
                  if (starts.incrementAndGet() < 4) {
                    throw new IllegalStateException("file went away");
                  }
                }));
    supervisor.start();
    supervisor.awaitEnd();
    assertThat(starts).hasValue(4);
    assertThat(supervisor.overall()).isEqualTo(new Health.Up());
  }

  @Test
  void the_wait_doubles_up_to_its_limit_less_a_random_part() throws InterruptedException {
    Supervisor supervisor = supervisor(alwaysFails("tail"));
    supervisor.start();
    supervisor.awaitEnd();
    long[] full = {100, 200, 400, 800, 1000};
    assertThat(waits).hasSize(full.length);
    for (int i = 0; i < full.length; i++) {
      assertThat(waits.get(i).toMillis()).isBetween(full[i] / 2, full[i]);
    }
  }

  @Test
  void after_its_last_try_it_is_down_and_says_why() throws InterruptedException {
    Supervisor supervisor = supervisor(alwaysFails("tail"));
    supervisor.start();
    supervisor.awaitEnd();
    assertThat(supervisor.overall())
        .isEqualTo(new Health.Down("tail: gave up after 6 failures: no such device"));
  }

  @Test
  void a_steady_run_ends_the_row_of_failures() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    Supervisor supervisor =
        supervisor(
            new Fake(
                "tail",
                () -> {
                  if (starts.incrementAndGet() == 3) {
                    now.updateAndGet(at -> at.plus(POLICY.steadyAfter()));
                  }
                  if (starts.get() < 5) {
                    throw new IllegalStateException("again");
                  }
                }));
    supervisor.start();
    supervisor.awaitEnd();
    assertThat(waits).hasSize(4);
    assertThat(waits.get(2)).isLessThanOrEqualTo(POLICY.firstWait());
    assertThat(waits.get(3)).isGreaterThanOrEqualTo(POLICY.firstWait());
  }

  @Test
  void the_others_run_on_when_one_fails_even_with_an_error() throws InterruptedException {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(1);
    Supervisor supervisor =
        supervisor(
            new Fake(
                "parser",
                () -> {
                  throw new StackOverflowError("deep");
                }),
            waitsForEver("tail", running, interrupted));
    supervisor.start();
    running.await();
    while (!(supervisor.health().get("parser") instanceof Health.Down)) {
      Thread.onSpinWait();
    }
    assertThat(supervisor.health().get("tail")).isEqualTo(new Health.Up());
    assertThat(interrupted).isFalse();
    supervisor.stop(Duration.ZERO);
    assertThat(interrupted).isTrue();
  }

  @Test
  void a_module_may_end_in_good_order() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean drained = new AtomicBoolean();
    Supervisor supervisor =
        supervisor(
            new Fake(
                "tail",
                () -> {
                  running.countDown();
                  asked.await();
                  drained.set(true);
                },
                asked::countDown));
    supervisor.start();
    running.await();
    supervisor.stop(Duration.ofSeconds(5));
    assertThat(drained).isTrue();
    assertThat(waits).isEmpty();
  }

  @Test
  void stopping_does_not_wait_for_a_back_off() throws InterruptedException {
    CountDownLatch pausing = new CountDownLatch(1);
    Pause forEver =
        _ -> {
          pausing.countDown();
          new CountDownLatch(1).await();
        };
    Supervisor supervisor =
        new Supervisor(
            List.of(alwaysFails("tail")),
            RestartPolicy.defaults(),
            now::get,
            new SplittableRandom(7),
            forEver,
            Notices.NONE);
    supervisor.start();
    pausing.await();
    assertThat(supervisor.overall().reason()).startsWith("tail: failed 1 time(s)");
    supervisor.stop(Duration.ofSeconds(5));
    assertThat(supervisor.overall()).isEqualTo(new Health.Up());
  }

  @Test
  void a_module_that_cannot_stop_is_interrupted() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Module stubborn =
        new Fake(
            "tail",
            waitsForEver("tail", running, interrupted)::start,
            () -> {
              throw new IllegalStateException("cannot");
            });
    Supervisor supervisor = supervisor(stubborn);
    supervisor.start();
    running.await();
    supervisor.stop(Duration.ofSeconds(5));
    assertThat(interrupted).isTrue();
  }

  @Test
  void a_module_that_nothing_moves_is_left_behind_by_name() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean leave = new AtomicBoolean();
    Module stuck =
        new Fake(
            "file",
            () -> {
              running.countDown();
              while (!leave.get()) {
                LockSupport.parkNanos(1_000_000); // as read(2) does: an interrupt does not end it
                Thread.interrupted();
              }
            });
    Supervisor supervisor = supervisor(stuck);
    supervisor.start();
    running.await();
    assertThat(supervisor.stop(Duration.ofMillis(1))).containsExactly("file");
    leave.set(true);
    supervisor.awaitEnd();
    assertThat(supervisor.stop(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void two_modules_of_one_name_are_refused() {
    assertThatThrownBy(() -> supervisor(alwaysFails("tail"), alwaysFails("tail")))
        .hasMessageContaining("[tail, tail]");
  }

  private static Module alwaysFails(String name) {
    return new Fake(
        name,
        () -> {
          throw new IllegalStateException("no such device");
        });
  }

  private static Fake waitsForEver(String name, CountDownLatch running, AtomicBoolean interrupted) {
    return new Fake(
        name,
        () -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
        });
  }
}
