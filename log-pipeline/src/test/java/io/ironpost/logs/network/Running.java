package io.ironpost.logs.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Module;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/// A module at work on a thread of its own, as under the supervisor.
public final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Module module;
  private final Thread thread;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  public Running(Module module) {
    this.module = module;
    this.thread = Thread.ofVirtual().name(module.name()).start(this::run);
  }

  private void run() {
    try {
      module.start();
      end.complete(null);
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  /// Waits for a condition, and fails when the module does.
  public void until(BooleanSupplier condition) {
    await(() -> end.isDone() || condition.getAsBoolean());
    if (!condition.getAsBoolean()) {
      throw new AssertionError("ended before: " + failure());
    }
  }

  /// Waits for a condition.
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("in vain");
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// What it failed with.
  public Throwable failure() {
    await(end::isDone);
    try {
      end.get();
      return new AssertionError("it did not fail");
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Stops it in good order.
  public void stop() {
    module.stop();
    await(end::isDone);
    assertThat(end).isCompleted();
  }

  public void interrupt() {
    thread.interrupt();
    await(end::isDone);
  }

  @Override
  public void close() {
    if (!end.isDone()) { // a test has failed
      module.stop();
      thread.interrupt();
      await(end::isDone);
    }
  }

  /// The book of a listener.
  public static Balance book(Ledger ledger, String listener) {
    return ledger.account("collect", listener).balance();
  }
}
