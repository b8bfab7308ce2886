package io.ironpost.ebpf.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lines of a feed, bounded. Bytes are characters here: all that counts is ASCII, and other bytes
/// stand in remarks, in whatever encoding.
final class FeedLines {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line;
  private int from;
  private int to;
  private long number;
  private boolean tooLong;

  FeedLines(InputStream in, int maxLineBytes) {
    this.in = in;
    this.line = new byte[maxLineBytes];
  }

  /// Whether there is another line, to be had by [#text].
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (from == to && !fill()) {
        number += any ? 1 : 0;
        return any;
      }
      any = true;
      byte one = buffer[from++];
      if (one == '\n') {
        number++;
        return true;
      }
      keep(one);
    }
  }

  private int length;

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  private void keep(byte one) {
    if (length < line.length) {
      line[length++] = one;
    } else {
      tooLong = true;
    }
  }

  /// Without its end; of a line that is too long, the beginning.
  String text() {
    int end = length;
    if (end > 0 && line[end - 1] == '\r') {
      end--;
    }
    int start = number == 1 && startsWithMark(end) ? 3 : 0;
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// The byte order mark that some editors put in front of UTF-8.
  private boolean startsWithMark(int end) {
    return end >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /// From 1.
  long number() {
    return number;
  }
}
