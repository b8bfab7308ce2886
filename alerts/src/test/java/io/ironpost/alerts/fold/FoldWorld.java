package io.ironpost.alerts.fold;

import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.ledger.Balance;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.core.trace.TraceIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A folder with a clock that a test moves, and what it told.
final class FoldWorld {
  final List<AlertUpdate> told = new ArrayList<>();
  final Ledger ledger = new Ledger();
  final AlertFolder folder;
  private final Duration[] passed;

  FoldWorld() {
    this(FoldSettings.defaults());
  }

  FoldWorld(FoldSettings settings) {
    this(settings, Rereads.ALL, Hush.NONE, new Duration[] {Duration.ZERO});
  }

  /// @param passed the time since the beginning, shared between a world and the one after a crash
  FoldWorld(FoldSettings settings, Rereads rereads, Hush hush, Duration[] passed) {
    this.passed = passed;
    InstantSource clock = () -> Instant.EPOCH.plus(this.passed[0]);
    FoldPlace place =
        new FoldPlace(
            clock,
            () -> this.passed[0].toNanos(),
            new TraceIds(clock, new Random(1)),
            "web1",
            rereads,
            hush,
            ledger.account("fold", "alerts"));
    folder = new AlertFolder(settings, place, told::add);
  }

  void pass(Duration time) {
    passed[0] = passed[0].plus(time);
    folder.tick();
  }

  AlertUpdate last() {
    return told.getLast();
  }

  Balance books() {
    return ledger.stage("fold");
  }
}
