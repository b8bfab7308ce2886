package io.ironpost.logs.collect;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The content of a zstd file (RFC 8878), up to where it is damaged.
///
/// When the library finds damage it throws, and what it has already unpacked into the caller's
/// buffer is lost, up to a megabyte of sound lines. Asked for little at a time it can lose only
/// little; what went before is handed on and the exception comes with the next read. Of the frame
/// that is damaged, the library still keeps the last window to itself.
final class ZstdStream extends InputStream {
  private static final int STEP = 256;

  private final InputStream packed;
  private final InputStream unpacked;
  private final byte[] single = new byte[1];
  private Optional<IOException> damage = Optional.empty();

  ZstdStream(InputStream packed) {
    this.packed = packed;
    this.unpacked = new ZstdInputStream(packed);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && damage.isEmpty()) {
      int read = step(into, offset + done, Math.min(STEP, length - done));
      if (read < 0) {
        break;
      }
      done += read;
    }
    if (done == 0 && damage.isPresent()) {
      throw damage.get();
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  private int step(byte[] into, int offset, int length) throws IOException {
    try {
      return unpacked.read(into, offset, length);
    } catch (IOException e) { // of the file itself, or its end came too early
      damage = Optional.of(packed.read() < 0 ? cutShort(e) : e);
    } catch (RuntimeException e) { // what a damaged archive does to the library
      damage = Optional.of(new IOException("damaged archive: " + e.getMessage(), e));
    }
    return 0;
  }

  private static EOFException cutShort(IOException cause) {
    EOFException e = new EOFException("truncated zstd data");
    e.initCause(cause);
    return e;
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }
}
