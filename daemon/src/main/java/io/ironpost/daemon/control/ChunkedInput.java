package io.ironpost.daemon.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body in chunks (RFC 9112, section 7.1). Extensions and trailers are passed over.
final class ChunkedInput extends InputStream {
  private static final int HEX = 16;

  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean over;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !over) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int read = in.read(into, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the answer breaks off");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (!first && !HttpAnswer.line(in).isEmpty()) {
      throw new IOException("a chunk is longer than it says");
    }
    first = false;
    String size = HttpAnswer.line(in).split(";", 2)[0].strip();
    try {
      left = Long.parseUnsignedLong(size, HEX);
    } catch (NumberFormatException e) {
      throw new IOException("a chunk's size is no number: " + size, e);
    }
    if (left < 0) {
      throw new IOException("a chunk's size is no size: " + size);
    }
    over = left == 0;
    while (over && !HttpAnswer.line(in).isEmpty()) {
      // trailers, which we never send
    }
  }
}
