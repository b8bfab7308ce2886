package io.ironpost.store.history;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/// Lets database work run on a platform thread.
///
/// SQLite is called through JNI, and a virtual thread in native code holds its carrier: on two
/// cores two slow queries from the API would stop every collector of the program. And the driver of
/// PostgreSQL reads a socket, which an interrupted virtual thread finds closed (`java.net.Socket`):
/// an interruption in the middle of a commit would leave unknown whether it happened. So whoever is
/// on a virtual thread waits here, at the price of some 50 µs, until the work is done; each work
/// has a time limit of its own. An interruption is kept for later.
final class OwnThread {
  /// What is to be done.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private sealed interface Result<T> {
    record Done<T>(T value) implements Result<T> {}

    record Failed<T>(Throwable cause) implements Result<T> {}
  }

  private OwnThread() {}

  static <T> T run(String name, Work<T> work) throws SQLException {
    if (!Thread.currentThread().isVirtual()) {
      return work.run();
    }
    AtomicReference<Result<T>> result =
        new AtomicReference<>(new Result.Failed<>(new IllegalStateException("did not run")));
    Thread thread = Thread.ofPlatform().daemon().name(name).start(() -> result.set(tried(work)));
    awaitEnd(thread);
    return switch (result.get()) {
      case Result.Done<T>(var value) -> value;
      case Result.Failed<T>(var cause) -> throw thrown(cause);
    };
  }

  private static <T> Result<T> tried(Work<T> work) {
    try {
      return new Result.Done<>(work.run());
    } catch (Throwable failure) { // handed to the thread that waits, whatever it is
      return new Result.Failed<>(failure);
    }
  }

  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static SQLException thrown(Throwable cause) {
    return switch (cause) {
      case SQLException sql -> sql;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> new SQLException(cause);
    };
  }
}
