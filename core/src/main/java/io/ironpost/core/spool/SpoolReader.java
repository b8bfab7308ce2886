package io.ironpost.core.spool;

import java.time.Duration;
import java.util.List;

/// One consumer of a spool, with a place of its own that survives restarts. For one thread.
public interface SpoolReader extends AutoCloseable {
  /// The next durable entries after the last ones returned, in order, waiting for the first;
  /// nothing when `most` has passed.
  ///
  /// @param maxEntries at least 1
  List<SpoolEntry> next(int maxEntries, Duration most) throws InterruptedException;

  /// Everything up to and including `sequence` is done with: a restart begins after it.
  void acknowledge(long sequence);

  /// Goes back to the first entry that was not acknowledged.
  void rewind();

  /// Entries written and not acknowledged.
  long backlog();

  /// Entries this reader will never be given, since it was made: they left the spool at its size
  /// limit, or were damaged on disk. Survives restarts.
  long lost();

  @Override
  void close();
}
