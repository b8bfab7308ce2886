package io.ironpost.logs.network;

import io.ironpost.logs.collect.Newlines;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Messages of one sender on their way to a batch: complete ones, then perhaps one that is still
/// coming.
///
/// A message becomes one line. Line feeds inside a message (a stack trace in one datagram) become
/// spaces: cut in two, its second half would have no header and no program. What follows the end of
/// a message is dropped: CR, LF, and the NUL that glibc's syslog(3) and many devices send along.
///
/// The buffer begins small and doubles, for there may be a thousand senders of a line each.
final class LineBuffer {
  /// A dozen usual syslog messages.
  private static final int FIRST_BYTES = 2 << 10;

  private static final byte[] NOTHING = {};

  /// What became of a message.
  enum Ended {
    WHOLE,
    /// It was longer than the limit; its beginning is a line.
    CUT
  }

  private final int maxLineBytes;
  private byte[] bytes = NOTHING;
  private int filled;
  private int openStart;
  private int count;
  private boolean cut;

  /// @param maxLineBytes of a longer message the beginning is kept
  LineBuffer(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /// Adds to the open message.
  void add(byte[] from, int start, int end) {
    int length = makeRoom(end - start);
    System.arraycopy(from, start, bytes, filled, length);
    filled += length;
  }

  /// Adds all that remains in `from` to the open message.
  void add(ByteBuffer from) {
    int length = makeRoom(from.remaining());
    from.get(bytes, filled, length);
    filled += length;
  }

  /// How much of `wanted` the open message may still take; there is room for it then.
  private int makeRoom(int wanted) {
    int length = Math.min(wanted, maxLineBytes - (filled - openStart));
    cut |= length < wanted;
    int needed = filled + length + 1; // one for the line feed
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.max(needed, FIRST_BYTES), 2 * bytes.length));
    }
    return length;
  }

  /// Forgets the open message.
  void dropOpen() {
    filled = openStart;
    cut = false;
  }

  boolean isOpen() {
    return filled > openStart;
  }

  /// Ends the open message.
  Ended end() {
    makeRoom(0);
    while (filled > openStart && isTrailer(bytes[filled - 1])) {
      filled--;
    }
    int inner = Newlines.next(bytes, openStart, filled);
    while (inner >= 0) {
      bytes[inner] = ' ';
      inner = Newlines.next(bytes, inner + 1, filled);
    }
    bytes[filled++] = '\n';
    openStart = filled;
    count++;
    Ended ended = cut ? Ended.CUT : Ended.WHOLE;
    cut = false;
    return ended;
  }

  static boolean isTrailer(byte b) {
    return b == '\n' || b == 0 || b == '\r';
  }

  /// How many messages are complete.
  int count() {
    return count;
  }

  /// The bytes of the complete messages.
  int length() {
    return openStart;
  }

  /// What the buffer takes in memory.
  int capacity() {
    return bytes.length;
  }

  /// The complete messages, which leave the buffer. An array less than half full is not given away:
  /// who waits for its batch would hold more air than lines.
  Lines take() {
    boolean full = 2 * openStart >= bytes.length;
    Lines lines = new Lines(full ? bytes : Arrays.copyOf(bytes, openStart), openStart, count);
    byte[] open = Arrays.copyOfRange(bytes, openStart, filled);
    bytes = full || bytes.length > FIRST_BYTES ? NOTHING : bytes;
    filled = 0;
    openStart = 0;
    count = 0;
    boolean wasCut = cut;
    add(open, 0, open.length);
    cut = wasCut;
    return lines;
  }
}
