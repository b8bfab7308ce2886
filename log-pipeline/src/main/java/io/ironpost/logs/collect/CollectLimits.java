package io.ironpost.logs.collect;

/// How much a collector holds.
///
/// @param bufferBytes the size of a batch's buffer
/// @param maxLineBytes the longest line handed on whole; of a longer one the beginning is kept
public record CollectLimits(int bufferBytes, int maxLineBytes) {
  /// Large enough that handing a batch over costs nothing per line, small enough for the L2 cache.
  public static final int BUFFER_BYTES = 1 << 20;

  /// The longest lines seen are Windows script blocks of about 32 KiB; what is longer is an attack
  /// or no log at all.
  public static final int MAX_LINE_BYTES = 64 << 10;

  public CollectLimits {
    if (maxLineBytes < 1 || bufferBytes < 2 * maxLineBytes) {
      throw new IllegalArgumentException(
          "a buffer of %d bytes cannot hold two lines of %d".formatted(bufferBytes, maxLineBytes));
    }
  }

  public static CollectLimits defaults() {
    return new CollectLimits(BUFFER_BYTES, MAX_LINE_BYTES);
  }
}
