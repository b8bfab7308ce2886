package io.ironpost.store.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// One record of a segment: CRC-32C, length, sequence, payload, all numbers big-endian.
///
/// The checksum begins with the spool's key, eight random bytes that no writer of log lines knows:
/// after damage the reader looks for the next record in what may be a payload, and nobody can plant
/// one there. A record whose length is [#MARK] is a mark: all entries up to its sequence had been
/// made safe before it was written. With it a torn tail is told from damage: a crash tears only
/// what no mark vouches for.
final class RecordFormat {
  /// CRC, length, sequence.
  static final int OVERHEAD = 4 + 4 + 8;

  /// An alert with its evidence has a few KiB; one of a MiB is a fault of whoever made it.
  static final int MAX_PAYLOAD = 1 << 20;

  /// Stands for the length of a mark.
  static final int MARK = -1;

  private static final int LENGTH_AT = 4;
  private static final int SEQUENCE_AT = 8;

  private final byte[] key;
  private final CRC32C crc = new CRC32C();

  RecordFormat(long key) {
    this.key = ByteBuffer.allocate(Long.BYTES).putLong(key).array();
  }

  static int sizeOf(byte[] payload) {
    return OVERHEAD + payload.length;
  }

  static int lengthAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at + LENGTH_AT);
  }

  static long sequenceAt(ByteBuffer bytes, int at) {
    return bytes.getLong(at + SEQUENCE_AT);
  }

  void putEntry(ByteBuffer to, long sequence, byte[] payload) {
    put(to, payload.length, sequence, payload);
  }

  void putMark(ByteBuffer to, long durable) {
    put(to, MARK, durable, new byte[0]);
  }

  private void put(ByteBuffer to, int length, long sequence, byte[] payload) {
    int start = to.position();
    to.putInt(0).putInt(length).putLong(sequence).put(payload);
    to.putInt(start, checksum(to, start, OVERHEAD + payload.length));
  }

  /// Whether the `size` bytes at `at` are a record.
  boolean isWhole(ByteBuffer bytes, int at, int size) {
    return bytes.getInt(at) == checksum(bytes, at, size);
  }

  /// @param bytes backed by an array
  private int checksum(ByteBuffer bytes, int at, int size) {
    crc.reset();
    crc.update(key, 0, key.length);
    crc.update(bytes.array(), bytes.arrayOffset() + at + LENGTH_AT, size - LENGTH_AT);
    return (int) crc.getValue();
  }
}
