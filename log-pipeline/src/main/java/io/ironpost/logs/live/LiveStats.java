package io.ironpost.logs.live;

import java.util.List;

/// What the live pipeline did since the start, and what it holds now.
///
/// @param lines settled, blank ones included
/// @param events judged
/// @param malformed lines that could not be read
/// @param failed lines on which the program itself failed
/// @param bytes of buffers between hand-in and settled
/// @param batches likewise
/// @param sources those with a parser of their own, the one heard of last at the end
public record LiveStats(
    long lines,
    long events,
    long malformed,
    long failed,
    long bytes,
    long batches,
    List<SourceStats> sources) {
  public LiveStats {
    sources = List.copyOf(sources);
  }
}
