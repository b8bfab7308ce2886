package io.ironpost.response;

/// Who handles which entry of the spool: each one exactly one of the two, the fast path that was
/// told of it or the reader that follows behind.
///
/// The fast path leaves marks in a ring ahead of the reader; where the ring has no room it leaves
/// the entry to the reader.
final class Claims {
  /// Far more than the queue of the fast path holds: the reader may be a disk's hiccup behind.
  static final int AHEAD = 16_384;

  private final long[] marks = new long[AHEAD];
  private long followed; // by the reader, all up to here are done with

  /// The fast path wants it. @return whether it may have it
  boolean ahead(long sequence) {
    int slot = slot(sequence);
    if (sequence <= followed || marks[slot] > followed) {
      return false;
    }
    marks[slot] = sequence;
    return true;
  }

  /// The reader has come to it. @return whether it is still to be handled
  boolean behind(long sequence) {
    if (sequence <= followed) {
      return false;
    }
    followed = sequence;
    return marks[slot(sequence)] != sequence;
  }

  private static int slot(long sequence) {
    return (int) (sequence % AHEAD);
  }
}
