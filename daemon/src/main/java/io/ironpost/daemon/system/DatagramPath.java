package io.ironpost.daemon.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A Unix datagram socket to send to.
///
/// @param address a `sockaddr_un`: the family in two bytes, then the path (unix(7))
record DatagramPath(byte[] address) {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;

  /// Linux, include/uapi/linux/un.h: UNIX_PATH_MAX.
  private static final int MAX_PATH_BYTES = 108;

  private static final int FAMILY_BYTES = 2;

  /// `/run/systemd/notify`, or `@name` in the abstract namespace, whose first byte is zero. What is
  /// neither (a vsock address of a virtual machine) is not supported.
  static Optional<DatagramPath> of(String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean known = name.startsWith("/") || (name.startsWith("@") && path.length > 1);
    if (!known || path.length >= MAX_PATH_BYTES) {
      return Optional.empty();
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    // A path ends with a zero; an abstract name ends with the address.
    byte[] address = new byte[FAMILY_BYTES + path.length + (path[0] == 0 ? 0 : 1)];
    address[0] = AF_UNIX; // in the machine's order; both that Linux runs Java on are little-endian
    System.arraycopy(path, 0, address, FAMILY_BYTES, path.length);
    return Optional.of(new DatagramPath(address));
  }

  /// False when it could not be sent; whoever listens is free to go.
  boolean send(byte[] text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      int socket = (int) Calls.SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (socket < 0) {
        return false;
      }
      try {
        long sent =
            (long)
                Calls.SENDTO.invokeExact(
                    socket, bytes, bytes.byteSize(), 0, to, (int) to.byteSize());
        return sent == text.length;
      } finally {
        int _ = (int) Calls.CLOSE.invokeExact(socket);
      }
    } catch (Throwable e) { // invokeExact declares it; the calls themselves throw nothing
      throw new IllegalStateException("socket(2) cannot be called", e);
    }
  }

  /// Linked when the first text is sent, not when the program starts without systemd.
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    static final MethodHandle SOCKET =
        find(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    static final MethodHandle SENDTO =
        find(
            "sendto",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    static final MethodHandle CLOSE =
        find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Calls() {}

    @SuppressWarnings("restricted") // the signatures are those of socket(2), send(2), close(2)
    private static MethodHandle find(String name, FunctionDescriptor signature) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature);
    }
  }
}
