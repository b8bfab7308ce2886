package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;

/// One entry at a time, without allocating: key, value, attributes and errno have their place for
/// as long as the map is open, and one lock guards them.
///
/// The same lock guards closing, so no call can meet a descriptor that was closed meanwhile. It
/// costs little: a look-up took 790 ns from here where a loop in C took 770, nearly all of it the
/// way into the kernel and back.
final class MapElements {
  /// A bucket that a tracing program holds on this CPU answers EBUSY (htab_lock_bucket,
  /// kernel/bpf/hashtab.c), which passes.
  private static final int ATTEMPTS = 8;

  // BPF_MAP_*_ELEM: map_fd 0, key 8, value or next_key 16, flags 24
  private static final int FLAGS = 24;

  private final Fd fd;
  private final MapShape shape;
  private final Attr attr;
  private final Attr deletion; // without a value, which the kernel wants to be zero there
  private final MemorySegment key;
  private final MemorySegment value;
  private final MemorySegment capture;

  MapElements(Fd fd, MapShape shape) {
    this.fd = fd;
    this.shape = shape;
    // Freed when nobody can reach it any more, so a late reader meets memory and not a hole.
    Arena arena = Arena.ofAuto();
    key = arena.allocate(Math.max(shape.keyBytes(), 1), Long.BYTES);
    value = arena.allocate(Math.max(shape.entryBytes(), 1), Long.BYTES);
    capture = Libc.capture(arena);
    attr = new Attr(arena).u32(0, fd.number()).pointer(16, value);
    deletion = new Attr(arena).u32(0, fd.number());
    if (shape.keyBytes() > 0) {
      attr.pointer(8, key);
      deletion.pointer(8, key);
    }
  }

  synchronized boolean lookup(MemorySegment from, MemorySegment into) {
    putKey(from);
    return copied(into);
  }

  synchronized boolean lookup(long from, MemorySegment into) {
    putNumberKey(from);
    return copied(into);
  }

  private boolean copied(MemorySegment into) {
    check("value", into, shape.entryBytes());
    if (!read()) {
      return false;
    }
    MemorySegment.copy(value, 0, into, 0, shape.entryBytes());
    return true;
  }

  /// Takes an entry out. Kernels before 5.14 cannot do it in one step with hash maps, LPM tries
  /// still cannot: there it is read and then removed, and what a program writes in between is lost.
  synchronized boolean take(MemorySegment from, MemorySegment into) {
    putKey(from);
    check("value", into, shape.entryBytes());
    long result = call(BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM, attr.u64(FLAGS, 0));
    if (result < 0 && Errno.of((int) -result).meansUnsupported() && shape.keyBytes() > 0) {
      return copied(into) && delete();
    }
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    require(result, "take from");
    MemorySegment.copy(value, 0, into, 0, shape.entryBytes());
    return true;
  }

  /// Reads a number of four or eight bytes.
  synchronized long number(long from, long otherwise) {
    putNumberKey(from);
    return read() ? number(0) : otherwise;
  }

  /// The sum of a number over all CPUs.
  synchronized long sum(long from, int offset) {
    putNumberKey(from);
    return read() ? sum(offset) : 0;
  }

  /// The sums of the first numbers of the value.
  synchronized boolean sums(long from, long[] into) {
    putNumberKey(from);
    if (!read()) {
      return false;
    }
    for (int i = 0; i < into.length; i++) {
      into[i] = sum(i * Long.BYTES);
    }
    return true;
  }

  private long sum(int offset) {
    long sum = 0;
    int step = shape.strideBytes();
    for (int at = offset; at + Long.BYTES <= shape.entryBytes(); at += step) {
      sum += value.get(JAVA_LONG_UNALIGNED, at);
    }
    return sum;
  }

  synchronized boolean update(MemorySegment at, MemorySegment from, UpdateMode mode) {
    putKey(at);
    putValue(from);
    return write(mode);
  }

  synchronized boolean update(long at, MemorySegment from, UpdateMode mode) {
    putNumberKey(at);
    putValue(from);
    return write(mode);
  }

  synchronized boolean update(long at, long number, UpdateMode mode) {
    putNumberKey(at);
    putNumber(number);
    return write(mode);
  }

  synchronized boolean update(MemorySegment at, int number, UpdateMode mode) {
    putKey(at);
    putNumber(number);
    return write(mode);
  }

  synchronized boolean delete(MemorySegment at) {
    putKey(at);
    return delete();
  }

  synchronized boolean delete(long at) {
    putNumberKey(at);
    return delete();
  }

  /// Any other call on the map, under the same lock.
  synchronized <T> T use(LongFunction<T> call) {
    return call.apply(fd.number());
  }

  synchronized void close() {
    fd.close();
  }

  private boolean delete() {
    long result = call(BpfCommand.MAP_DELETE_ELEM, deletion);
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    require(result, "delete from");
    return true;
  }

  private boolean read() {
    long result = call(BpfCommand.MAP_LOOKUP_ELEM, attr.u64(FLAGS, 0));
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    require(result, "read");
    return true;
  }

  private boolean write(UpdateMode mode) {
    long result = call(BpfCommand.MAP_UPDATE_ELEM, attr.u64(FLAGS, mode.flag()));
    boolean declined =
        switch (mode) {
          case ANY -> false;
          case ONLY_NEW -> result == -Errno.EEXIST.number();
          case ONLY_EXISTING -> result == -Errno.ENOENT.number();
        };
    if (declined) {
      return false;
    }
    require(result, "write to");
    return true;
  }

  private long call(BpfCommand command, Attr arguments) {
    fd.number(); // not closed
    long result = Syscall.bpf(command, arguments, capture);
    for (int i = 1; i < ATTEMPTS && passes(result); i++) {
      result = Syscall.bpf(command, arguments, capture);
    }
    return result;
  }

  private static boolean passes(long result) {
    return result == -Errno.EBUSY.number()
        || result == -Errno.EAGAIN.number()
        || result == -Errno.EINTR.number();
  }

  private void require(long result, String what) {
    if (result < 0) {
      throw MapRefusal.of(what, shape, result);
    }
  }

  private void putKey(MemorySegment from) {
    check("key", from, shape.keyBytes());
    MemorySegment.copy(from, 0, key, 0, shape.keyBytes());
  }

  private void putValue(MemorySegment from) {
    check("value", from, shape.entryBytes());
    MemorySegment.copy(from, 0, value, 0, shape.entryBytes());
  }

  private void putNumberKey(long number) {
    switch (shape.keyBytes()) {
      case Integer.BYTES -> key.set(JAVA_INT, 0, (int) number);
      case Long.BYTES -> key.set(JAVA_LONG, 0, number);
      default -> throw notANumber("key", shape.keyBytes());
    }
  }

  private long number(long offset) {
    return switch (shape.valueBytes()) {
      case Integer.BYTES -> Integer.toUnsignedLong(value.get(JAVA_INT, offset));
      case Long.BYTES -> value.get(JAVA_LONG, offset);
      default -> throw notANumber("value", shape.valueBytes());
    };
  }

  private void putNumber(long number) {
    switch (shape.entryBytes()) {
      case Integer.BYTES -> value.set(JAVA_INT, 0, (int) number);
      case Long.BYTES -> value.set(JAVA_LONG, 0, number);
      default -> throw notANumber("value", shape.entryBytes());
    }
  }

  private WrongShapeException notANumber(String what, int bytes) {
    return new WrongShapeException(
        "the %s of map %s has %d bytes and is no number of 4 or 8".formatted(what, shape, bytes));
  }

  private void check(String what, MemorySegment given, int wanted) {
    if (given.byteSize() != wanted) {
      throw new WrongShapeException(
          "a %s of map %s has %d bytes, not %d".formatted(what, shape, wanted, given.byteSize()));
    }
  }
}
