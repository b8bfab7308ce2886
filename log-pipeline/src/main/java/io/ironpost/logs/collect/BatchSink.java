package io.ironpost.logs.collect;

import io.ironpost.core.event.Batch;

/// Where a collector's batches go. It may block: that is the back-pressure.
@FunctionalInterface
public interface BatchSink {
  /// Takes over the batch; its buffer comes back with [Batch#done].
  void accept(Batch batch) throws InterruptedException;
}
