package io.ironpost.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs a task on a platform thread of its own, which first moves into other namespaces or gives up
/// rights. Both belong to threads (setns(2), capabilities(7)), and this one ends with the task, so
/// nothing has to be undone. Threads and processes that the task starts begin like this one.
final class SeparateThread {
  private SeparateThread() {}

  static <T> T call(String name, Runnable move, Callable<T> task) throws Exception {
    FutureTask<T> work =
        new FutureTask<>(() -> {
          move.run();
          return task.call();
        });
    Thread thread = Thread.ofPlatform().name(name).daemon().start(work);
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      thread.interrupt(); // only when the caller was: the task is over otherwise
    }
  }

  private static Exception unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case Exception cause -> cause;
      case null, default -> e;
    };
  }
}
