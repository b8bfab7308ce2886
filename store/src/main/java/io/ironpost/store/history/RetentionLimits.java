package io.ironpost.store.history;

import io.ironpost.core.config.ByteSize;
import java.time.Duration;

/// How long and how much is kept; whichever is reached first.
///
/// @param keep alerts that were last told longer ago go
/// @param maxSize for SQLite the pages in use; for PostgreSQL, whose files do not shrink when rows
///   go, the estimated size of the rows
public record RetentionLimits(Duration keep, ByteSize maxSize) {
  /// A month is what an investigation commonly looks back.
  public static final Duration DEFAULT_KEEP = Duration.ofDays(30);

  /// Some 300,000 alerts with their evidence.
  public static final ByteSize DEFAULT_MAX_SIZE = new ByteSize(1L << 30);

  /// An empty database with its indexes and one batch has a megabyte or so.
  private static final ByteSize LEAST = new ByteSize(4L << 20);

  public RetentionLimits {
    if (!keep.isPositive()) {
      throw new IllegalArgumentException("history is kept for some time, not " + keep);
    }
    if (maxSize.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("max_size is at least %s: %s".formatted(LEAST, maxSize));
    }
  }

  public static RetentionLimits defaults() {
    return new RetentionLimits(DEFAULT_KEEP, DEFAULT_MAX_SIZE);
  }
}
