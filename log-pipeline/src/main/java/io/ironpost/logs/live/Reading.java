package io.ironpost.logs.live;

import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.logs.pipeline.BatchReader;
import java.util.Optional;

/// A worker's means to read: its record and its inspector, of one generation of rules. After a
/// fault nobody knows what state they are in, and there are new ones.
final class Reading {
  private final int generation;
  private final Faults faults;
  private final Inspector inspector;
  private final BatchReader reader;
  private boolean broken;

  Reading(Plant plant) {
    generation = plant.setup.generation();
    faults = plant.faults;
    inspector = new TappedInspector(plant.judge.inspector(), plant.taps);
    reader = new BatchReader(plant.records.get(), inspector);
  }

  int generation() {
    return generation;
  }

  BatchReader reader() {
    return reader;
  }

  boolean isBroken() {
    return broken;
  }

  void broke(Throwable fault) {
    broken = true;
    faults.met("a worker", fault);
  }

  /// What was found; of a broken inspector as much as it still can say.
  Optional<Verdicts> take() {
    try {
      return Optional.of(inspector.take());
    } catch (RuntimeException | Error e) {
      broke(e);
      return Optional.empty();
    }
  }
}
