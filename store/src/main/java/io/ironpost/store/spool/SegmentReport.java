package io.ironpost.store.spool;

import java.nio.file.Path;

/// What a check found in one segment.
///
/// @param first sequence it begins with
/// @param last sequence it should hold, by its own records and by where the next segment begins
/// @param entries whole ones found
public record SegmentReport(Path file, long first, long last, long entries, long bytes) {}
