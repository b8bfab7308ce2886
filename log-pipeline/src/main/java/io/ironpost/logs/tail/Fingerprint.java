package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// How a file begins: what tells its content from another content under the same inode number.
///
/// It covers what was there when it was taken, up to [#MAX_BYTES], so a file that grows still
/// matches. Log lines begin with a time, so two logs that begin with the same 256 bytes are one.
///
/// @param length of the beginning, in bytes; 0 matches every file
/// @param hash FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923)
record Fingerprint(int length, long hash) {
  /// Two or three lines. Longer ones would be read again with each look at a small file.
  static final int MAX_BYTES = 256;

  static final Fingerprint EMPTY = new Fingerprint(0, 0);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  static Fingerprint of(byte[] head, int length) {
    if (length <= 0) {
      return EMPTY;
    }
    long hash = FNV_OFFSET;
    for (int at = 0; at < length; at++) {
      hash = (hash ^ (head[at] & 0xff)) * FNV_PRIME;
    }
    return new Fingerprint(length, hash);
  }

  static Fingerprint of(FileChannel file) throws IOException {
    byte[] head = new byte[MAX_BYTES];
    return of(head, Extent.read(file, ByteBuffer.wrap(head), 0));
  }

  boolean matches(byte[] head, int filled) {
    return filled >= length && equals(of(head, length));
  }

  boolean matches(FileChannel file) throws IOException {
    byte[] head = new byte[MAX_BYTES];
    return matches(head, Extent.read(file, ByteBuffer.wrap(head), 0));
  }

  /// Long enough that it is no accident when two files share it.
  boolean isFull() {
    return length == MAX_BYTES;
  }

  String encode() {
    return length + ":" + Long.toHexString(hash);
  }

  static Optional<Fingerprint> decode(String text) {
    int colon = text.indexOf(':');
    try {
      int length = Integer.parseInt(text, 0, Math.max(0, colon), 10);
      long hash = Long.parseUnsignedLong(text.substring(colon + 1), 16);
      return length < 0 || length > MAX_BYTES
          ? Optional.empty()
          : Optional.of(new Fingerprint(length, hash));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
