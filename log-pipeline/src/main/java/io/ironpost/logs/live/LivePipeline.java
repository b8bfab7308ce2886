package io.ironpost.logs.live;

import io.ironpost.core.channel.Overflow;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.module.Health;
import io.ironpost.core.module.Module;
import io.ironpost.logs.collect.BatchSink;
import io.ironpost.logs.pipeline.ParserSource;
import java.util.Map;
import java.util.function.Supplier;

/// Runs lines through the parsers and the judge as they come.
public final class LivePipeline implements Module {
  /// @param judge settles on one thread of this pipeline
  /// @param records makes an empty record for a thread
  /// @param positions where inputs went on at the last checkpoint
  public LivePipeline(
      LiveSettings settings,
      ParserSource parsers,
      Judge judge,
      Supplier<EventRecord> records,
      Ledger ledger,
      LiveHooks hooks,
      Map<String, String> positions) {}

  @Override
  public String name() {
    return "log_pipeline";
  }

  /// Where a collector hands its batches in, from any number of threads.
  ///
  /// @param name for people: which collector
  /// @param overflow what happens when there is no room
  public BatchSink intake(String name, Overflow overflow) {
    throw new UnsupportedOperationException(name + overflow);
  }

  /// Works until [#stop].
  @Override
  public void start() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Takes no more, settles what is in, makes a last checkpoint. Who waits for no longer interrupts
  /// the thread of [#start]: what is left then is counted as stopped.
  @Override
  public void stop() {}

  @Override
  public Health health() {
    return new Health.Up();
  }

  /// Goes on with other parsers, and runs `atBoundary` (the judge takes other rules) on the thread
  /// that settles while nothing is between the workers and it. Returns when it is done; nothing is
  /// lost and order is kept. What `atBoundary` throws is thrown here, and all stays as it was.
  public void swap(ParserSource parsers, Runnable atBoundary) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Makes a checkpoint as soon as one can be, and waits for it.
  public void checkpointNow() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Shows events to `tap` until [#untap].
  public void tap(Tap tap) {}

  public void untap() {}

  public LiveStats stats() {
    throw new UnsupportedOperationException();
  }
}
