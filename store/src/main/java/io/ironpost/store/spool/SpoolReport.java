package io.ironpost.store.spool;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What a check of a spool found.
///
/// @param writer process id of the daemon that has the folder, when one does
/// @param damage all there is, with file and offset; empty for a spool as it should be
public record SpoolReport(
    Path folder,
    OptionalLong writer,
    List<SegmentReport> segments,
    List<ReaderStatus> readers,
    List<SpoolDamage> damage) {
  public SpoolReport {
    segments = List.copyOf(segments);
    readers = List.copyOf(readers);
    damage = List.copyOf(damage);
  }

  /// Whole entries in all segments.
  public long entries() {
    return segments.stream().mapToLong(SegmentReport::entries).sum();
  }

  public long bytes() {
    return segments.stream().mapToLong(SegmentReport::bytes).sum();
  }
}
