package io.ironpost.bpf.kernel;

import java.lang.foreign.MemorySegment;

/// Takes records out of a [RingBuffer], on the thread that drains it.
@FunctionalInterface
public interface RecordHandler {
  /// One record, where the kernel wrote it: nothing was copied, and the kernel will write over it
  /// once this returns. What is kept has to be copied.
  ///
  /// @param memory the ring, read-only; a record always lies in one piece
  /// @param offset where the record begins, a multiple of 8
  /// @param length in bytes, as the program reserved it
  void record(MemorySegment memory, long offset, int length);

  /// There was something and the ring is read to its end for now, or to the limit: the place to
  /// hand on what was gathered.
  default void batchEnded() {}
}
