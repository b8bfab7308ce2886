package io.ironpost.logs.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The system calls for Unix datagram sockets, which Java has no class for. Numbers are those of
/// Linux on x86-64 and aarch64 (include/linux/socket.h, asm-generic/poll.h, errno-base.h).
@SuppressWarnings("restricted") // native access is granted to Ironpost as a whole
final class LinuxSockets {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  static final short POLLIN = 0x001;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;

  /// Makes recv(2) tell the true length of a message that did not fit.
  private static final int MSG_TRUNC = 0x20;

  private static final int SHUT_RD = 0;

  /// struct sockaddr_un of unix(7): the family, then 108 bytes of path.
  private static final int ADDRESS_BYTES = Short.BYTES + SocketFile.MAX_PATH_BYTES + 1;

  /// struct pollfd of poll(2).
  private static final int POLL_FD_BYTES = 8;

  private static final int POLL_EVENTS_AT = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CONNECT =
      call("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECV =
      call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle SEND =
      call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle POLL =
      call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle SHUTDOWN =
      call("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  /// The longest text strerror(3) has, with room to spare.
  private static final int MAX_ERROR_TEXT = 256;

  private LinuxSockets() {}

  private static MethodHandle call(String name, FunctionDescriptor signature) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        signature,
        Linker.Option.captureCallState("errno"));
  }

  /// Where errno goes; each thread needs its own.
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  static int datagramSocket(MemorySegment state) throws IOException {
    try {
      int type = SOCK_DGRAM | SOCK_CLOEXEC;
      return checked((int) SOCKET.invokeExact(state, AF_UNIX, type, 0), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  static void bind(MemorySegment state, int fd, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      checked((int) BIND.invokeExact(state, fd, address(arena, path), ADDRESS_BYTES), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  static void connect(MemorySegment state, int fd, Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      checked((int) CONNECT.invokeExact(state, fd, address(arena, path), ADDRESS_BYTES), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  private static MemorySegment address(Arena arena, Path path) {
    MemorySegment address = arena.allocate(ADDRESS_BYTES, Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    MemorySegment.copy(MemorySegment.ofArray(name), 0, address, Short.BYTES, name.length);
    return address;
  }

  /// The next message's whole length, of which as much as fits is in `into`; or -1, with errno in
  /// `state`. Does not wait.
  static long receive(MemorySegment state, int fd, MemorySegment into) {
    try {
      int flags = MSG_DONTWAIT | MSG_TRUNC;
      return (long) RECV.invokeExact(state, fd, into, into.byteSize(), flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void send(MemorySegment state, int fd, byte[] message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message);
      checked((long) SEND.invokeExact(state, fd, bytes, bytes.byteSize(), 0), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// A pollfd that waits for `fd` to become readable.
  static MemorySegment readable(Arena arena, int fd) {
    MemorySegment one = arena.allocate(POLL_FD_BYTES, Integer.BYTES);
    one.set(JAVA_INT, 0, fd);
    one.set(JAVA_SHORT, POLL_EVENTS_AT, POLLIN);
    return one;
  }

  /// Waits for one descriptor; a signal ends the wait too.
  static void poll(MemorySegment state, MemorySegment one, int millis) throws IOException {
    try {
      int ready = (int) POLL.invokeExact(state, one, 1L, millis);
      if (ready < 0 && errno(state) != EINTR) {
        checked(ready, state);
      }
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// No more comes in: who sends gets EPIPE, who polls wakes up, what is there can still be read.
  static void shutdownInput(MemorySegment state, int fd) {
    try {
      int _ = (int) SHUTDOWN.invokeExact(state, fd, SHUT_RD);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void close(MemorySegment state, int fd) {
    try {
      int _ = (int) CLOSE.invokeExact(state, fd); // on Linux it is closed whatever this says
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static int checked(long result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException(text(errno(state)));
    }
    return (int) result;
  }

  /// The system's words for an error.
  static String text(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(MAX_ERROR_TEXT).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// [MethodHandle#invokeExact] may throw anything by its signature; system calls throw nothing.
  private static IOException rethrown(Throwable e) {
    if (e instanceof IOException failed) {
      return failed;
    }
    throw unexpected(e);
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a system call threw", e);
  }
}
