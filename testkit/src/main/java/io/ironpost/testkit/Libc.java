package io.ironpost.testkit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The calls of the C library that change a thread's namespaces and rights. The JDK has none of
/// them.
final class Libc {
  static final int CLONE_NEWNS = 0x0002_0000; // include/uapi/linux/sched.h
  static final int CLONE_NEWNET = 0x4000_0000;
  static final long MS_REC = 1L << 14; // include/uapi/linux/mount.h
  static final long MS_PRIVATE = 1L << 18;

  private static final int O_RDONLY_CLOEXEC = 0x8_0000;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN = handle("open", ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle SETNS = handle("setns", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNSHARE = handle("unshare", JAVA_INT);
  private static final int CAPABILITY_VERSION_3 = 0x2008_0522; // include/uapi/linux/capability.h
  private static final MethodHandle CAPSET = handle("capset", ADDRESS, ADDRESS);
  private static final MethodHandle MOUNT =
      handle("mount", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);

  private Libc() {}

  /// Moves the calling thread, and no other one, into the namespace that a file stands for.
  static void enter(Path namespace, int kind) {
    try (Arena arena = Arena.ofConfined()) {
      int fd =
          call("open", OPEN, arena, arena.allocateFrom(namespace.toString()), O_RDONLY_CLOEXEC);
      try {
        call("setns", SETNS, arena, fd, kind);
      } finally {
        call("close", CLOSE, arena, fd);
      }
    }
  }

  static void unshare(int kind) {
    try (Arena arena = Arena.ofConfined()) {
      call("unshare", UNSHARE, arena, kind);
    }
  }

  static void mount(String what, Path target, String type, long flags) {
    try (Arena arena = Arena.ofConfined()) {
      call(
          "mount",
          MOUNT,
          arena,
          arena.allocateFrom(what),
          arena.allocateFrom(target.toString()),
          arena.allocateFrom(type),
          flags,
          MemorySegment.NULL);
    }
  }

  /// capset(2) for the calling thread: the header's version and thread, then twice (for the lower
  /// and the upper half) what is effective, permitted and inheritable.
  static void capabilities(long mask) {
    int low = (int) mask;
    int high = (int) (mask >>> Integer.SIZE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocateFrom(JAVA_INT, CAPABILITY_VERSION_3, 0);
      MemorySegment sets = arena.allocateFrom(JAVA_INT, low, low, 0, high, high, 0);
      call("capset", CAPSET, arena, header, sets);
    }
  }

  @SuppressWarnings("restricted") // a test calls the kernel
  private static MethodHandle handle(String name, MemoryLayout... parameters) {
    MemorySegment symbol = LINKER.defaultLookup().findOrThrow(name);
    return LINKER.downcallHandle(
        symbol,
        FunctionDescriptor.of(JAVA_INT, parameters),
        Linker.Option.captureCallState("errno"));
  }

  private static int call(String name, MethodHandle handle, Arena arena, Object... arguments) {
    MemorySegment state = arena.allocate(STATE);
    Object[] all = new Object[arguments.length + 1];
    all[0] = state;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int result = invoke(handle, all);
    if (result < 0) {
      throw new IllegalStateException(
          name + " failed with errno " + state.get(JAVA_INT, ERRNO) + " (errno(3))");
    }
    return result;
  }

  private static int invoke(MethodHandle handle, Object[] arguments) {
    try {
      return (int) handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
