package io.ironpost.alerts.sink.file;

import java.io.IOException;

/// A file of lines ends with a line end: what a crash left behind the last one is no line.
final class LineEnd {
  private static final int STEP_BYTES = 64 << 10;

  /// No line of ours is longer; a file that has no line end in so much is none of ours.
  private static final long MAX_BACK_BYTES = 32 << 20;

  private LineEnd() {}

  /// Cuts off what stands behind the last line end.
  static void trim(Tape tape) throws IOException {
    long length = tape.length();
    long end = last(tape, length);
    if (end >= 0 && end < length) {
      tape.truncate(end);
    }
  }

  /// Ends the last line, of a file that somebody else began: nothing of it may be lost.
  static void complete(Tape tape) throws IOException {
    long length = tape.length();
    if (length > 0 && tape.read(length - 1, length)[0] != '\n') {
      tape.append(new byte[] {'\n'});
    }
  }

  /// Where the last whole line ends; -1 when that is too far back to look for.
  private static long last(Tape tape, long length) throws IOException {
    long end = length;
    while (end > 0 && length - end < MAX_BACK_BYTES) {
      long from = Math.max(0, end - STEP_BYTES);
      byte[] part = tape.read(from, end);
      for (int i = part.length - 1; i >= 0; i--) {
        if (part[i] == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return end == 0 ? 0 : -1;
  }
}
