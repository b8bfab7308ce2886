package io.ironpost.logs.live;

import io.ironpost.core.judge.Verdicts;
import io.ironpost.logs.pipeline.Tally;
import java.util.List;

/// What came of the batches that one worker took together.
///
/// @param verdicts one, and one more for each fault on the way
/// @param read batches that were read, in their order
/// @param failed batches that were given up with the worker's state
/// @param shares by source
record Result(List<Verdicts> verdicts, List<Parcel> read, List<Parcel> failed, List<Share> shares) {
  /// What came of one source.
  ///
  /// @param lines of the batches read
  /// @param flushed what the parser still held back
  /// @param holdsBack whether the parser has half an event in hand after all this
  record Share(SourceLane lane, String format, Tally lines, Tally flushed, boolean holdsBack) {}
}
