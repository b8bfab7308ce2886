package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/// The limit of locked memory, which kernels before 5.11 count maps and programs against; at 64 KB,
/// the usual limit, they answer EPERM to nearly all of them. Later ones count memory in the control
/// group and do not look at it.
final class LockedMemory {
  private static final KernelVersion COUNTED_ELSEWHERE = KernelVersion.of(5, 11);

  private static final int RLIMIT_MEMLOCK = 8; // include/uapi/asm-generic/resource.h
  private static final long RLIM_INFINITY = -1;

  private static final MethodHandle PRLIMIT =
      Libc.function(
          "prlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private static final AtomicBoolean TRIED = new AtomicBoolean();

  private LockedMemory() {}

  /// Whether it is worth while to try again what EPERM was the answer to: the first time on an old
  /// kernel, where the limit is raised if that is allowed (CAP_SYS_RESOURCE).
  static boolean raised(long result, KernelVersion running) {
    return result == -Errno.EPERM.number()
        && running.compareTo(COUNTED_ELSEWHERE) < 0
        && TRIED.compareAndSet(false, true)
        && raise();
  }

  static boolean raise() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(JAVA_LONG, 2); // struct rlimit: soft, hard
      limit.setAtIndex(JAVA_LONG, 0, RLIM_INFINITY);
      limit.setAtIndex(JAVA_LONG, 1, RLIM_INFINITY);
      return (int)
              PRLIMIT.invokeExact(Libc.capture(arena), 0, RLIMIT_MEMLOCK, limit, MemorySegment.NULL)
          == 0;
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }
}
