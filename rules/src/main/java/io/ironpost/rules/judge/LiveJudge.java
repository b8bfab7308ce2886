package io.ironpost.rules.judge;

import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.judge.Watcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Judges by rules as lines come, and tells each thing at once.
public final class LiveJudge implements Judge {
  /// @param watcher told on the thread that settles
  /// @param clock the time of arrival, asked once for each batch
  /// @param maxAhead how far ahead of its arrival an event's time may be
  public LiveJudge(LoadedRules rules, Watcher watcher, InstantSource clock, Duration maxAhead) {}

  @Override
  public Inspector inspector() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Verdicts verdicts) {
    throw new UnsupportedOperationException();
  }

  /// Goes on with other rules, on the thread that settles. Correlations that count the same as
  /// before keep their windows.
  ///
  /// @return how many correlations found their windows
  public int reload(LoadedRules next) {
    throw new UnsupportedOperationException();
  }

  /// The windows and the lines they refer to, for [#restore]; on the thread that settles.
  public byte[] snapshot() {
    throw new UnsupportedOperationException();
  }

  /// Goes on where a snapshot was made; before the first batch.
  ///
  /// @return how many correlations found their windows
  /// @throws io.ironpost.rules.correlate.CorruptSnapshotException when the bytes are no snapshot;
  ///   all windows are empty then
  public int restore(byte[] snapshot) {
    throw new UnsupportedOperationException();
  }

  /// What each rule did and cost, event rules first; from any thread.
  public List<RuleStats> ruleStats() {
    throw new UnsupportedOperationException();
  }

  /// What could not be judged in full, and how often: phrases for people, only those that happened.
  public Map<String, Long> losses() {
    throw new UnsupportedOperationException();
  }
}
