package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/// A socket to rtnetlink(7), in the network namespace of the thread that opened it.
final class Netlink implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 0x8_0003;
  private static final int NETLINK_ROUTE = 0;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_EXT_ACK = 11; // include/uapi/linux/netlink.h
  private static final short ERROR = 2;
  private static final short DONE = 3;
  private static final int RECEIVE_BYTES = 32_768; // what the kernel fills at most, per its comment

  private static final MethodHandle SOCKET =
      Libc.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      Libc.function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      Libc.function(
          "send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECV =
      Libc.function(
          "recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment capture = Libc.capture(arena);
  private final MemorySegment buffer = arena.allocate(RECEIVE_BYTES, Long.BYTES);
  private final Fd socket;

  private Netlink() {
    socket = new Fd("netlink socket", openSocket());
  }

  static Netlink open() {
    return new Netlink();
  }

  /// What the kernel said to a request.
  ///
  /// @param result 0, or minus errno
  /// @param words its own explanation; empty when it gave none
  record Answer(long result, String words) {
    KernelRefusedException refusal(String what, String advice) {
      return Refusal.of(
          what, result, words.isEmpty() ? advice : "It says: " + words + ". " + advice);
    }
  }

  /// Sends a request that changes something, and waits for the answer.
  Answer ask(NetlinkMessage message) {
    send(message);
    return receive(_ -> {});
  }

  /// Sends a request that lists something.
  ///
  /// @param each gets one message of the answer, its header included
  void list(String what, NetlinkMessage message, Consumer<ByteBuffer> each) {
    send(message);
    Answer answer = receive(each);
    if (answer.result < 0) {
      throw answer.refusal("list " + what, "");
    }
  }

  private Answer receive(Consumer<ByteBuffer> each) {
    while (true) {
      ByteBuffer received = buffer.asByteBuffer().order(ByteOrder.nativeOrder());
      received.limit(receiveOnce());
      while (received.remaining() >= NetlinkMessage.HEADER_BYTES) {
        ByteBuffer message = NetlinkReply.next(received);
        short type = message.getShort(4);
        if (type == ERROR) {
          return NetlinkReply.answer(message);
        }
        if (type == DONE) {
          return new Answer(0, "");
        }
        each.accept(message);
      }
    }
  }

  private int receiveOnce() {
    try {
      long length = (long) RECV.invokeExact(capture, socket.number(), buffer, buffer.byteSize(), 0);
      if (length > 0) {
        return (int) length;
      }
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
    throw Refusal.of("hear from netlink", -Libc.errno(capture), List.of());
  }

  private void send(NetlinkMessage message) {
    ByteBuffer bytes = message.finished();
    MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, buffer, 0, bytes.limit());
    try {
      long sent =
          (long) SEND.invokeExact(capture, socket.number(), buffer, (long) bytes.limit(), 0);
      if (sent == bytes.limit()) {
        return;
      }
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
    throw Refusal.of("speak to netlink", -Libc.errno(capture), List.of());
  }

  private int openSocket() {
    int fd;
    try {
      fd = (int) SOCKET.invokeExact(capture, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
      if (fd >= 0) {
        // Explanations in words, from 4.12 on; without them errors are just numbers.
        MemorySegment one = arena.allocateFrom(JAVA_INT, 1);
        int _ = (int) SETSOCKOPT.invokeExact(capture, fd, SOL_NETLINK, NETLINK_EXT_ACK, one, 4);
        return fd;
      }
    } catch (Throwable e) {
      throw Libc.impossible(e);
    }
    throw Refusal.of("open a netlink socket", -Libc.errno(capture), List.of());
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }
}
