package io.ironpost.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs a task on a platform thread of its own, which first moves into other namespaces. Namespaces
/// belong to threads (setns(2)), and this one ends with the task, so nothing has to be moved back.
/// Threads and processes that the task starts begin in the same namespaces.
final class NamespaceThread {
  private NamespaceThread() {}

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
