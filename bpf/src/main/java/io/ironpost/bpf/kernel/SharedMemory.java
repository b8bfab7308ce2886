package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Memory that this process and the kernel's programs share: mmap(2) of a descriptor. What is read
/// here costs no system call; in return nothing is guarded: a value of more than eight bytes may be
/// read half written.
final class SharedMemory {
  private static final int PROT_READ = 1; // include/uapi/asm-generic/mman-common.h
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;

  // Of every machine that runs both; larger ones (64 KB on some aarch64) only map more.
  private static final long PAGE = 4096;

  private static final long FAILED = -1;

  private static final MethodHandle MMAP =
      Libc.function(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

  private static final MethodHandle MUNMAP =
      Libc.function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

  private SharedMemory() {}

  /// @param what for people, in a refusal
  /// @param arena whose end unmaps it; the descriptor may be closed before
  static MemorySegment map(
      String what, Fd fd, long offset, long bytes, boolean writable, Arena arena) {
    long length = bytes + PAGE - 1 & -PAGE;
    int access = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    try (Arena call = Arena.ofConfined()) {
      MemorySegment capture = Libc.capture(call);
      MemorySegment start = mmap(capture, length, access, fd.number(), offset);
      if (start.address() == FAILED) {
        throw Refusal.of(
            "map the memory of " + what,
            -Libc.errno(capture),
            "Arrays made with BPF_F_MMAPABLE can be mapped from kernel 5.5 on, rings from 5.8");
      }
      return owned(start, length, arena).asSlice(0, bytes);
    }
  }

  // A mapping's length is only known here: what the JVM got from C is an address of no size.
  @SuppressWarnings("restricted")
  private static MemorySegment owned(MemorySegment start, long length, Arena arena) {
    return start.reinterpret(length, arena, mapped -> munmap(mapped, length));
  }

  private static MemorySegment mmap(
      MemorySegment capture, long length, int access, int fd, long offset) {
    try {
      return (MemorySegment)
          MMAP.invokeExact(capture, MemorySegment.NULL, length, access, MAP_SHARED, fd, offset);
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }

  private static void munmap(MemorySegment mapped, long length) {
    try (Arena call = Arena.ofConfined()) {
      int _ = (int) MUNMAP.invokeExact(Libc.capture(call), mapped, length);
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
  }
}
