package io.ironpost.logs.live;

import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.live.Result.Share;
import io.ironpost.logs.pipeline.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The batches that a worker takes together, while it reads them.
///
/// An error in the middle of a batch costs that batch, its parser's memory and the reading at work;
/// the rest goes on with a new one.
final class Load {
  private final Plant plant;
  private final Setup setup;
  private final List<Verdicts> verdicts = new ArrayList<>(1);
  private final List<Parcel> read = new ArrayList<>();
  private final List<Parcel> failed = new ArrayList<>(0);
  private final Map<SourceLane, Tallies> bySource = new LinkedHashMap<>();
  private Reading reading;
  private boolean endsHere;

  private record Tallies(Tally lines, Tally flushed) {
    Tallies() {
      this(new Tally(), new Tally());
    }
  }

  Load(Plant plant, Reading reading) {
    this.plant = plant;
    this.setup = plant.setup;
    this.reading = reading;
  }

  void take(Order order) {
    switch (order) {
      case Order.Flush(var lane) -> {
        flush(lane);
        endsHere = true;
      }
      case Parcel parcel -> read(parcel);
    }
  }

  private void read(Parcel parcel) {
    SourceLane lane = parcel.lane();
    Tallies tallies = of(lane);
    Tally tally = new Tally();
    try {
      reading().reader().read(parcel.batch(), lane.parser(setup), tally);
      tallies.lines.add(tally);
      read.add(parcel);
    } catch (RuntimeException | Error e) {
      failed.add(parcel);
      broke(lane, e);
    }
  }

  /// Judges what the source's parser holds back as it is; a parser that cannot let go of it loses
  /// it.
  void flush(SourceLane lane) {
    Tallies tallies = of(lane);
    LogParser parser = lane.holding().orElse(null);
    if (parser == null) {
      return;
    }
    try {
      reading().reader().flush(lane.name(), parser, tallies.flushed);
      if (parser.holdsBack()) {
        lane.forgetParser();
      }
    } catch (RuntimeException | Error e) {
      broke(lane, e);
    }
  }

  private Tallies of(SourceLane lane) {
    return bySource.computeIfAbsent(lane, _ -> new Tallies());
  }

  /// A new one after a fault, or after a reload.
  private Reading reading() {
    if (reading.isBroken() || reading.generation() != setup.generation()) {
      reading = new Reading(plant);
    }
    return reading;
  }

  private void broke(SourceLane lane, Throwable fault) {
    lane.forgetParser();
    reading.broke(fault);
    reading.take().ifPresent(verdicts::add); // of what went before
  }

  /// After a flush nothing of that source is unfinished, and a checkpoint may wait for that.
  boolean endsHere() {
    return endsHere;
  }

  boolean isEmpty() {
    return bySource.isEmpty();
  }

  boolean has(SourceLane lane) {
    return bySource.containsKey(lane);
  }

  List<SourceLane> lanes() {
    return List.copyOf(bySource.keySet());
  }

  Result result() {
    if (!reading.isBroken()) {
      reading.take().ifPresent(verdicts::add);
    }
    List<Share> shares = new ArrayList<>();
    bySource.forEach((lane, tallies) ->
        shares.add(
            new Share(
                lane, lane.format(), tallies.lines, tallies.flushed, lane.holding().isPresent())));
    return new Result(verdicts, read, failed, shares);
  }

  /// What the worker goes on with.
  Reading last() {
    return reading;
  }
}
