package io.ironpost.logs.live;

import io.ironpost.logs.pipeline.ParserSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Other parsers and other rules, to be taken at a moment when nothing is under way.
final class Swap {
  private final ParserSource parsers;
  private final Runnable atBoundary;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Optional<RuntimeException> failure = Optional.empty();

  Swap(ParserSource parsers, Runnable atBoundary) {
    this.parsers = parsers;
    this.atBoundary = atBoundary;
  }

  /// Nothing changes when the judge refuses.
  void make(Plant plant) {
    try {
      atBoundary.run();
      plant.setup = plant.setup.next(parsers);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      done.countDown();
    }
  }

  CountDownLatch done() {
    return done;
  }

  Optional<RuntimeException> failure() {
    return failure;
  }
}
