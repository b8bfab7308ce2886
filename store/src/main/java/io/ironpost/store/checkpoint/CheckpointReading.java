package io.ironpost.store.checkpoint;

/// What was found at a start.
public sealed interface CheckpointReading {
  /// The newest one.
  record Found(Checkpoint checkpoint) implements CheckpointReading {}

  /// The newest one cannot be read, the one before it can: what was read since it is read again,
  /// and the alerts told since are in the spool, so none is told twice.
  ///
  /// @param why what is wrong with the newest one, as a sentence for the operator
  record FellBack(Checkpoint checkpoint, String why) implements CheckpointReading {}

  /// There are some and none can be read: inputs begin where they would on a first start, and
  /// correlations begin anew.
  ///
  /// @param why what is wrong, as a sentence for the operator
  record Lost(String why) implements CheckpointReading {}

  /// There is none: a first start.
  record None() implements CheckpointReading {}
}
