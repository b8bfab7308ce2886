package io.ironpost.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// A bpffs that only one task sees, for tests that pin: the machine may have none, and its own is
/// not to be touched. It lives in a mount namespace of its own (mount_namespaces(7)) and is gone,
/// with all pins, when the task and every process it started have ended.
public final class BpfFilesystem {
  private BpfFilesystem() {}

  /// What a test does with its bpffs.
  @FunctionalInterface
  public interface Task<T> {
    /// @param folder where the bpffs is mounted
    T call(Path folder) throws Exception;
  }

  /// Runs a task on a thread of its own that has a bpffs. Threads and processes which the task
  /// starts see it as well, so `namespace.enter(…)` may be called from within.
  public static <T> T with(Task<T> task) throws Exception {
    return mounted("bpf", task);
  }

  /// The same with a tracefs, which perf events of tracepoints need.
  public static <T> T withTracefs(Task<T> task) throws Exception {
    return mounted("tracefs", task);
  }

  private static <T> T mounted(String type, Task<T> task) throws Exception {
    Path folder = Files.createTempDirectory("ironpost-" + type);
    Callable<T> inside = () -> task.call(folder);
    try {
      return SeparateThread.call("with-" + type, () -> mount(type, folder), inside);
    } finally {
      removed(folder);
    }
  }

  private static void mount(String type, Path folder) {
    Libc.unshare(Libc.CLONE_NEWNS);
    // Private first: a shared root would carry the mount out to the machine.
    Libc.mount("none", Path.of("/"), "", Libc.MS_REC | Libc.MS_PRIVATE);
    Libc.mount(type, folder, type, 0);
  }

  private static void removed(Path folder) throws IOException {
    Files.deleteIfExists(folder);
  }
}
