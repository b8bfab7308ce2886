package io.ironpost.logs.live;

import io.ironpost.logs.pipeline.BadLine;
import java.util.List;

/// What became of the lines of one source since the start.
///
/// @param format its format as far as it is known
/// @param lines settled, blank ones included
/// @param events judged; fewer than lines where an event spans several
/// @param malformed lines that could not be read
/// @param failed lines on which the program itself failed
/// @param examples the last few lines that could not be read
public record SourceStats(
    String source,
    String format,
    long lines,
    long events,
    long malformed,
    long failed,
    List<BadLine> examples) {
  public SourceStats {
    examples = List.copyOf(examples);
  }
}
