package io.ironpost.store.spool;

import java.util.List;

/// A spool at one moment.
///
/// @param first the oldest sequence kept; `last + 1` when nothing is
/// @param last the sequence appended last; 0 before the first
/// @param durable the last sequence that survives a crash
/// @param bytes on disk
/// @param pendingBytes appended and not yet durable
public record SpoolStatus(
    long first,
    long last,
    long durable,
    int segments,
    long bytes,
    long pendingBytes,
    List<ReaderStatus> readers) {
  public SpoolStatus {
    readers = List.copyOf(readers);
  }
}
