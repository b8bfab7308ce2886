package io.ironpost.store.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// A checkpoint as bytes: magic, version, spool sequence, time, program, positions, judge, fold,
/// CRC-32C of all that. Numbers are big-endian; texts (UTF-8) and byte strings follow their length.
final class CheckpointFormat {
  /// Memory holds a checkpoint twice while it is written. Beyond this something grew without bound,
  /// and a restart that takes minutes to read it would be no better.
  static final int MAX_BYTES = 64 << 20;

  /// Files under a glob, journals, sockets: thousands at most.
  static final int MAX_POSITIONS = 65_536;

  /// A position is a path and a few numbers.
  static final int MAX_TEXT_BYTES = 64 << 10;

  static final int VERSION = 1;

  private static final byte[] MAGIC = "IRONCKP\n".getBytes(StandardCharsets.US_ASCII);

  /// Magic, version, sequence, time (seconds, nanos), number of positions, two lengths, CRC.
  private static final int FIXED_BYTES = 8 + 4 + 8 + 8 + 4 + 4 + 4 + 4 + 4;

  /// What is wrong with a checkpoint, in words that end a sentence.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  private CheckpointFormat() {}

  /// @throws IllegalArgumentException when it is larger than it may be
  static byte[] write(Checkpoint checkpoint) {
    long size = size(checkpoint);
    if (size > MAX_BYTES || checkpoint.positions().size() > MAX_POSITIONS) {
      throw new IllegalArgumentException(
          "a checkpoint has at most %d bytes and %d positions, this one %d and %d"
              .formatted(MAX_BYTES, MAX_POSITIONS, size, checkpoint.positions().size()));
    }
    ByteBuffer to = ByteBuffer.allocate((int) size);
    to.put(MAGIC).putInt(VERSION).putLong(checkpoint.spoolSequence());
    Instant at = checkpoint.at();
    to.putLong(at.getEpochSecond()).putInt(at.getNano());
    putText(to, checkpoint.version());
    to.putInt(checkpoint.positions().size());
    // Sorted, so that the same knowledge is the same bytes.
    new TreeMap<>(checkpoint.positions())
        .forEach((key, value) -> {
          putText(to, key);
          putText(to, value);
        });
    putBytes(to, checkpoint.judge());
    putBytes(to, checkpoint.fold());
    return to.putInt(checksum(to.array(), to.position())).array();
  }

  private static long size(Checkpoint checkpoint) {
    long size = FIXED_BYTES + textSize(checkpoint.version());
    for (Map.Entry<String, String> position : checkpoint.positions().entrySet()) {
      size += textSize(position.getKey()) + textSize(position.getValue());
    }
    return size + checkpoint.judge().length + checkpoint.fold().length;
  }

  private static long textSize(String text) {
    return 4L + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void putText(ByteBuffer to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "a position has at most %d bytes, got %d".formatted(MAX_TEXT_BYTES, bytes.length));
    }
    putBytes(to, bytes);
  }

  private static void putBytes(ByteBuffer to, byte[] bytes) {
    to.putInt(bytes.length).put(bytes);
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size);
    return (int) crc.getValue();
  }

  /// @throws Unreadable when these are not the bytes of a checkpoint
  static Checkpoint read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    if (bytes.length < FIXED_BYTES) {
      throw new Unreadable("it is cut short");
    }
    from.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new Unreadable("it is no checkpoint");
    }
    int end = bytes.length - Integer.BYTES;
    if (from.getInt(end) != checksum(bytes, end)) {
      throw new Unreadable("it fails its checksum");
    }
    int version = from.getInt();
    if (version != VERSION) {
      throw new Unreadable(
          "it has format version %d, this program knows %d".formatted(version, VERSION));
    }
    try {
      return body(from.limit(end));
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      throw new Unreadable("it is inconsistent: " + e);
    }
  }

  private static Checkpoint body(ByteBuffer from) {
    long sequence = from.getLong();
    Instant at = Instant.ofEpochSecond(from.getLong(), from.getInt());
    String version = text(from);
    int count = from.getInt();
    Map<String, String> positions = HashMap.newHashMap(Math.clamp(count, 0, MAX_POSITIONS));
    for (int i = 0; i < count; i++) {
      positions.put(text(from), text(from));
    }
    return new Checkpoint(positions, bytes(from), bytes(from), sequence, at, version);
  }

  private static String text(ByteBuffer from) {
    return new String(bytes(from), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
