package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ironpost.bpf.asm.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// Reads a ring buffer map (BPF_MAP_TYPE_RINGBUF) where the kernel writes it, without copies, calls
/// or objects per record: tens of millions of records a second.
///
/// The map is two pages with one position each, then the data, which is mapped twice in a row so
/// that a record over the end is in one piece (`Documentation/bpf/ringbuf.rst`;
/// `kernel/bpf/ringbuf.c`). The kernel moves the producer's position when a program reserves, and
/// clears a record's busy bit when it submits: a busy record ends the reading for now, since those
/// behind it stand in order. Moving the consumer's position gives the room back.
///
/// Loss is not here: a program whose reservation fails has to count that itself.
///
/// For one thread at a time; [#close] when that thread is done.
public final class RingBuffer implements AutoCloseable {
  /// `struct bpf_ringbuf_hdr`: length and two flags, then a page offset that is the kernel's own.
  private static final int HEADER_BYTES = 8;

  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int LENGTH = DISCARDED - 1;

  /// The room of a long row of records is given back in parts of this many, so that programs which
  /// wait for room need not wait for the whole row. One write in 16 parts of the ring costs nothing
  /// that can be measured; one per record costs a third.
  private static final int PARTS = 16;

  private static final VarHandle WORD = JAVA_INT.varHandle();
  private static final VarHandle POSITION = JAVA_LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment consumer;
  private final MemorySegment producer;
  private final MemorySegment data;
  private final long mask;
  private final long part;
  private long read;

  /// @param map must be of type RINGBUF; may be closed while the ring is read
  public static RingBuffer of(BpfMap map) {
    if (map.type() != MapType.RINGBUF) {
      throw new WrongShapeException(map + " is no ring");
    }
    return new RingBuffer(new Fd(map.toString(), map.fd()), map.maxEntries());
  }

  private RingBuffer(Fd fd, int sizeBytes) {
    long page = PageSize.bytes();
    try {
      consumer = SharedMemory.map(fd.what(), fd, 0, page, true, arena);
      long bytes = page + 2L * sizeBytes; // the producer's page and the data, twice
      MemorySegment rest = SharedMemory.map(fd.what(), fd, page, bytes, false, arena).asReadOnly();
      producer = rest.asSlice(0, page);
      data = rest.asSlice(page);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
    mask = sizeBytes - 1L;
    part = sizeBytes / PARTS;
    read = consumer.get(JAVA_LONG, 0); // not 0 when the map was read before us
  }

  /// Gives records to the handler until there is none, or the limit is reached. Does not wait.
  ///
  /// @param limit how many at most, so that the caller can look at other things in between
  /// @return how many were given; what programs discarded is passed over and not counted
  public int drain(RecordHandler handler, int limit) {
    long released = read;
    int given = 0;
    try {
      long written = (long) POSITION.getAcquire(producer, 0L);
      while (given < limit && read < written) {
        long at = read & mask;
        int header = (int) WORD.getAcquire(data, at);
        if ((header & BUSY) != 0) {
          break;
        }
        int length = header & LENGTH;
        read += HEADER_BYTES + ((length + 7L) & -8L);
        if ((header & DISCARDED) == 0) {
          given++;
          handler.record(data, at + HEADER_BYTES, length);
        }
        if (read - released >= part) {
          released = release();
        }
      }
    } finally {
      if (read != released) {
        release(); // also when the handler threw: its record counts as read
      }
    }
    if (given > 0) {
      handler.batchEnded();
    }
    return given;
  }

  private long release() {
    POSITION.setRelease(consumer, 0L, read);
    return read;
  }

  /// How much lies in the ring unread, submitted or not.
  public long unreadBytes() {
    return (long) POSITION.getAcquire(producer, 0L) - read;
  }

  /// How much room the ring has.
  public long sizeBytes() {
    return mask + 1;
  }

  /// Ends the mapping. The map itself lives on.
  @Override
  public void close() {
    arena.close();
  }
}
