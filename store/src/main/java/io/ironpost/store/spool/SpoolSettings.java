package io.ironpost.store.spool;

import io.ironpost.core.config.ByteSize;

/// How large a spool may become, on disk and in memory.
///
/// @param limit of all segments together; above it the oldest go, read or not, and readers count
///   what they lost: a sink that is down for a week must not fill the disk
/// @param segment a segment is closed at this size; what is freed is freed in such pieces
/// @param pending bytes appended and not yet durable, above which [Spool#append] waits
public record SpoolSettings(ByteSize limit, ByteSize segment, ByteSize pending) {
  /// Below, making and removing files would outweigh writing to them.
  public static final ByteSize MIN_SEGMENT = new ByteSize(4 << 10);

  /// A damaged segment is searched as a whole and sequences in it are found by reading from its
  /// start; both stay under half a second at this size.
  public static final ByteSize MAX_SEGMENT = new ByteSize(256 << 20);

  public SpoolSettings {
    if (segment.compareTo(MIN_SEGMENT) < 0 || segment.compareTo(MAX_SEGMENT) > 0) {
      throw new IllegalArgumentException(
          "segment must be from %s to %s, got %s".formatted(MIN_SEGMENT, MAX_SEGMENT, segment));
    }
    if (limit.bytes() < 2 * segment.bytes()) {
      throw new IllegalArgumentException(
          "limit must be at least two segments of %s, got %s".formatted(segment, limit));
    }
    if (pending.bytes() < 1) {
      throw new IllegalArgumentException("pending must be positive");
    }
  }

  /// 1 GiB, about a million alerts; segments of 16 MiB; 8 MiB in memory, a second or so of a disk
  /// that is busy elsewhere.
  public static SpoolSettings defaults() {
    return new SpoolSettings(
        new ByteSize(1L << 30), new ByteSize(16L << 20), new ByteSize(8L << 20));
  }
}
