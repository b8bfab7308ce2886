package io.ironpost.rules.judge;

import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.core.judge.Watcher;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.CorrelationMatch;
import io.ironpost.rules.correlate.CorrelationStats;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.judge.LoadedRules.Book;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Judges by rules as lines come, and tells each thing at once. It keeps windows and the lines that
/// they may show, both bounded, and nothing of what it told.
///
/// Windows run on event time, and whoever writes a log chooses that. A time far ahead of the
/// arrival would move its group's window there and make the group's true events late, so it is
/// taken as the time of arrival, and counted.
///
/// All but [#ruleStats], [#losses] and [#inspector] belongs to the thread that settles.
public final class LiveJudge implements Judge {
  /// As far as an event may be late: an event that is ahead by no more leaves those of the present
  /// in the window. Clocks that are kept at all agree within a second.
  public static final Duration DEFAULT_MAX_AHEAD = CorrelationLimits.DEFAULT_LATENESS;

  private static final long NANOS = 1_000_000_000L;

  private final Watcher watcher;
  private final InstantSource clock;
  private final long maxAheadNanos;
  private final RecentLines recent = new RecentLines();
  private final LongAdder inFuture = new LongAdder();
  private final LongAdder replaced = new LongAdder();
  private volatile LoadedRules rules;
  private volatile CorrelationStats stats;
  private CorrelationStats statsBefore; // of rules no longer in force

  /// @param watcher told on the thread that settles
  /// @param clock the time of arrival, asked once for each batch
  /// @param maxAhead how far ahead of its arrival an event's time may be
  public LiveJudge(LoadedRules rules, Watcher watcher, InstantSource clock, Duration maxAhead) {
    this.rules = rules;
    this.watcher = watcher;
    this.clock = clock;
    this.maxAheadNanos = maxAhead.toNanos();
    this.stats = rules.correlator().stats();
    this.statsBefore = stats.lossesOnly();
  }

  @Override
  public Inspector inspector() {
    return rules.inspector();
  }

  @Override
  public void settle(Verdicts verdicts) {
    FoundHits found = (FoundHits) verdicts;
    if (found.hits().count() > 0) {
      settle(found, nanos(clock.instant()));
      stats = statsBefore.plus(rules.correlator().stats());
    }
    found.release();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS + time.getNano();
  }

  private void settle(FoundHits found, long arrivalNanos) {
    Hits hits = found.hits();
    for (int hit = 0; hit < hits.count(); hit++) {
      Interest interest = found.rules().interest(hits.rule(hit));
      long time = heldDown(hits.timeNanos(hit), arrivalNanos);
      if (interest.alerts()) {
        watcher.saw(new EventSighting(found, hit, time));
      }
      if (interest.correlation() >= 0) {
        correlate(found, hit, time);
      }
    }
  }

  private long heldDown(long timeNanos, long arrivalNanos) {
    if (timeNanos == EventRecord.NO_TIME) {
      return arrivalNanos;
    }
    if (timeNanos <= arrivalNanos + maxAheadNanos) {
      return timeNanos;
    }
    inFuture.increment();
    return arrivalNanos;
  }

  private void correlate(FoundHits found, int hit, long timeNanos) {
    int handle = handle(found, hit);
    if (handle < 0) {
      replaced.increment();
      return;
    }
    Hits hits = found.hits();
    Interest interest = found.rules().interest(hits.rule(hit));
    byte[] @Nullable [] values = new byte[interest.slots()][];
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = hits.value(hit, slot);
    }
    long reference = recent.keep(hits, hit, interest);
    rules.correlator().accept(handle, timeNanos, values, reference, new Telling(found, hit));
  }

  /// The number by which the correlations in force know the rule of a match. One that was found by
  /// rules replaced meanwhile counts if today's want the same of it; negative if not.
  private int handle(FoundHits found, int hit) {
    int rule = found.hits().rule(hit);
    if (found.rules() == rules) {
      return found.rules().interest(rule).correlation();
    }
    String id = found.rules().header(rule).id();
    Correlator now = rules.correlator();
    List<String> fieldsThen = found.rules().correlator().capturedFields(id);
    return fieldsThen.equals(now.capturedFields(id)) ? now.handleOf(id) : -1;
  }

  /// Tells what the correlator says while it looks at one match.
  private final class Telling implements Correlator.Sink {
    private final FoundHits found;
    private final int hit;

    Telling(FoundHits found, int hit) {
      this.found = found;
      this.hit = hit;
    }

    @Override
    public void matched(CorrelationMatch match) {
      Book book = rules.book(match.rule());
      book.matches().increment();
      watcher.saw(new CorrelationSighting(book.alertRule(), match, recent));
    }

    @Override
    public void extended(CorrelationMatch.Extension extension) {
      AlertRule rule = rules.book(extension.rule()).alertRule();
      watcher.saw(new ExtensionSighting(rule, extension, found, hit));
    }
  }

  /// Goes on with other rules, on the thread that settles.
  ///
  /// Correlations that count the same as before keep their windows. Whether the event rules that
  /// they count changed is not asked: who mends a rule while an attack is under way would make the
  /// program forget the attack, and what was counted wrongly leaves with the window.
  ///
  /// @return how many correlations found their windows
  public int reload(LoadedRules next) {
    CorrelationStats last = rules.correlator().stats();
    int kept = next.correlator().restore(rules.correlator().snapshot());
    statsBefore = statsBefore.plus(last.lossesOnly());
    rules = next;
    stats = statsBefore.plus(next.correlator().stats());
    return kept;
  }

  /// The windows and the lines they refer to, for [#restore]; on the thread that settles.
  public byte[] snapshot() {
    return new JudgeSnapshot(rules.correlator(), recent).write();
  }

  /// Goes on where a snapshot was made; before the first batch.
  ///
  /// @return how many correlations found their windows
  /// @throws io.ironpost.rules.correlate.CorruptSnapshotException when the bytes are no snapshot;
  ///   all windows are empty then
  public int restore(byte[] snapshot) {
    int found = new JudgeSnapshot(rules.correlator(), recent).read(snapshot);
    stats = statsBefore.plus(rules.correlator().stats());
    return found;
  }

  /// What each rule did and cost, event rules first; from any thread.
  public List<RuleStats> ruleStats() {
    return rules.stats();
  }

  /// What the correlations hold and lost, as of the last batch with matches; from any thread.
  public CorrelationStats correlationStats() {
    return stats;
  }

  /// What could not be judged in full, and how often: phrases for people, only those that happened.
  public Map<String, Long> losses() {
    Losses losses = Losses.of(stats);
    losses.tell("with a time in the future, taken as of their arrival", inFuture.sum());
    losses.tell("matched by rules that were replaced before they were counted", replaced.sum());
    losses.tellParked(rules);
    return losses.told();
  }
}
