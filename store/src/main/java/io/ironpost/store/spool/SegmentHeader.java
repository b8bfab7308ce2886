package io.ironpost.store.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The first bytes of a segment: magic, version, key, first sequence, first sequence of the segment
/// before, CRC-32C of all that; numbers big-endian.
///
/// @param version of the format
/// @param key of the whole spool ([RecordFormat]); in every segment, so that one damaged header
///   does not make its entries unreadable
/// @param first sequence of its first entry; its name says the same
/// @param previous first sequence of the segment before it; 0 for none. A chain, so that a missing
///   segment is noticed without reading all others
record SegmentHeader(int version, long key, long first, long previous) {
  static final int VERSION = 1;
  static final int SIZE = 8 + 4 + 8 + 8 + 8 + 4;

  private static final byte[] MAGIC = "IRONSPL\n".getBytes(StandardCharsets.US_ASCII);

  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(MAGIC).putInt(version).putLong(key).putLong(first).putLong(previous);
    return bytes.putInt(checksum(bytes)).flip();
  }

  /// Reads a header; empty when it is short, damaged, or of something else.
  static Optional<SegmentHeader> of(ByteBuffer bytes) {
    if (bytes.remaining() < SIZE || bytes.getInt(SIZE - Integer.BYTES) != checksum(bytes)) {
      return Optional.empty();
    }
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    return Arrays.equals(magic, MAGIC)
        ? Optional.of(
            new SegmentHeader(bytes.getInt(), bytes.getLong(), bytes.getLong(), bytes.getLong()))
        : Optional.empty();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, SIZE - Integer.BYTES));
    return (int) crc.getValue();
  }
}
