package io.ironpost.logs.collect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The content of all members of a gzip file, one after the other (RFC 1952, section 2.2).
///
/// `java.util.zip.GZIPInputStream` asks `available()` whether another member follows, and so stops
/// early on a pipe; log rotation with `gzip -c >>` writes many members. What follows the last
/// member and is no member (zero padding of tapes) is ignored, as gzip(1) does.
final class GzipMembers extends InputStream {
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int FHCRC = 2;
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[64 << 10];
  private final byte[] single = new byte[1];
  private int at;
  private int end;
  private boolean ended;

  GzipMembers(InputStream in) throws IOException {
    this.in = in;
    ended = !startMember();
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!ended) {
      int inflated = inflate(into, offset, length);
      if (inflated > 0) {
        return inflated;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        feed();
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw new IOException("damaged gzip data: " + e.getMessage(), e);
    }
  }

  private void feed() throws IOException {
    if (at == end && !refill()) {
      throw new EOFException("truncated gzip data");
    }
    inflater.setInput(input, at, end - at);
    at = end;
  }

  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    for (int i = 0; i < TRAILER; i++) {
      required();
    }
    inflater.reset();
    ended = !startMember();
  }

  /// Reads a member's header; false when what follows is none.
  private boolean startMember() throws IOException {
    if (at == end && !refill()) {
      return false;
    }
    if (required() != 0x1f || (at == end && !refill()) || required() != 0x8b) {
      return false;
    }
    int flags = 0;
    for (int i = 2; i < FIXED_HEADER; i++) {
      int value = required();
      flags = i == 3 ? value : flags;
    }
    skipOptional(flags);
    return true;
  }

  private void skipOptional(int flags) throws IOException {
    if ((flags & FEXTRA) != 0) {
      int length = required() | required() << 8;
      for (int i = 0; i < length; i++) {
        required();
      }
    }
    skipText(flags & FNAME);
    skipText(flags & FCOMMENT);
    if ((flags & FHCRC) != 0) {
      required();
      required();
    }
  }

  private void skipText(int present) throws IOException {
    int value = present;
    while (value != 0) {
      value = required();
    }
  }

  private int required() throws IOException {
    if (at == end && !refill()) {
      throw new EOFException("truncated gzip data");
    }
    return input[at++] & 0xff;
  }

  private boolean refill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(input, 0, input.length));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
