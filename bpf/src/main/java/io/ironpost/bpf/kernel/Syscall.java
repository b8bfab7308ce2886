package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// System calls that the C library has no function for, by syscall(2). Results are as the kernel
/// itself gives them: what it returned, or minus errno.
final class Syscall {
  // The result of syscall(2) that means "look at errno".
  private static final long FAILED = -1;

  private static final MethodHandle SYSCALL =
      Libc.function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private Syscall() {}

  /// bpf(2) with a `union bpf_attr`; errno goes to a segment of the caller, who keeps both for the
  /// next call. This is the way of map elements, which allocates nothing.
  static long bpf(BpfCommand command, Attr attr, MemorySegment capture) {
    return call(
        Machine.bpf(), command.number(), attr.segment().address(), Attr.BYTES, 0, 0, capture);
  }

  /// bpf(2), where a few bytes of memory more do not matter.
  static long bpf(BpfCommand command, Attr attr) {
    try (Arena arena = Arena.ofConfined()) {
      return bpf(command, attr, Libc.capture(arena));
    }
  }

  /// Any system call of up to five arguments.
  static long call(long number, long a, long b, long c, long d, long e) {
    try (Arena arena = Arena.ofConfined()) {
      return call(number, a, b, c, d, e, Libc.capture(arena));
    }
  }

  private static long call(
      long number, long a, long b, long c, long d, long e, MemorySegment capture) {
    try {
      long result = (long) SYSCALL.invokeExact(capture, number, a, b, c, d, e);
      return result == FAILED ? -Libc.errno(capture) : result;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }
}
