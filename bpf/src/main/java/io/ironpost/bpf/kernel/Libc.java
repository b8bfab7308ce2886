package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// Functions of the C library, called without a line of C (java.lang.foreign). Every handle's first
/// argument is a segment that takes errno: the JVM itself makes calls between ours that overwrite
/// the thread's errno, so it has to be caught on the way back.
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private Libc() {}

  /// A function that takes what the descriptor says behind the segment for errno.
  static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = new Linker.Option[options.length + 1];
    all[0] = Linker.Option.captureCallState("errno");
    System.arraycopy(options, 0, all, 1, options.length);
    return handle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }

  // The program's own start says --enable-native-access: that is the leave that the JVM asks for.
  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      MemorySegment function, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(function, type, options);
  }

  /// Room for errno; may be used again for each call of one thread at a time.
  static MemorySegment capture(Arena arena) {
    return arena.allocate(CAPTURE);
  }

  /// The errno of the last call that failed.
  static int errno(MemorySegment capture) {
    return (int) ERRNO.get(capture, 0L);
  }

  /// The C library's functions throw nothing, so whatever comes out of a handle is a mistake in its
  /// descriptor.
  static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a call into the C library threw", thrown);
  }

  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /// close(2). Its errors concern written data, which descriptors of bpf(2) do not have.
  static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(capture(arena), fd);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// A path as C reads it.
  static MemorySegment path(Arena arena, Path path) {
    return arena.allocateFrom(path.toString());
  }
}
