package io.ironpost.logs.live;

/// What waits for a worker.
sealed interface Order permits Parcel, Order.Flush {
  SourceLane lane();

  /// The source's unfinished events are to be judged as they are. One of a source is enough.
  record Flush(SourceLane lane) implements Order {}
}
