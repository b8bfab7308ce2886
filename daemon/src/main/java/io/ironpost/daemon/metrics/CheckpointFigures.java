package io.ironpost.daemon.metrics;

import java.time.Instant;
import java.util.Optional;

/// The checkpoint on disk.
///
/// @param writtenAt empty before the first one
/// @param bytes of the file
public record CheckpointFigures(Optional<Instant> writtenAt, long bytes) {
  /// Before the first one.
  public static final CheckpointFigures NONE = new CheckpointFigures(Optional.empty(), 0);
}
