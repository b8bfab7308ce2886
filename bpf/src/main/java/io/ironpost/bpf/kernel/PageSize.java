package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// How large the kernel's pages are: 4096 on x86_64; kernels for aarch64 are built with 4096, 16384
/// or 65536. A ring's positions are a page apart, so this must be exact.
final class PageSize {
  private static final MethodHandle GETPAGESIZE =
      Libc.function("getpagesize", FunctionDescriptor.of(JAVA_INT));

  private PageSize() {}

  static int bytes() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) GETPAGESIZE.invokeExact(Libc.capture(arena));
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }
}
