package io.ironpost.daemon.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The spool.
///
/// @param bytes on disk
/// @param limitBytes what it may take
/// @param lastSequence of the last entry written; zero when there never was one
/// @param backlog entries not acknowledged yet, by reader
public record SpoolFigures(
    long bytes, long limitBytes, long lastSequence, Map<String, Long> backlog) {
  /// Before there is a spool.
  public static final SpoolFigures NONE = new SpoolFigures(0, 0, 0, Map.of());

  public SpoolFigures {
    backlog = Collections.unmodifiableMap(new LinkedHashMap<>(backlog));
  }
}
