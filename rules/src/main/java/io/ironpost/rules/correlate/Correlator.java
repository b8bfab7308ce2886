package io.ironpost.rules.correlate;

import io.ironpost.rules.model.CorrelationRule;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All correlations of a rule set, fed with the matches of event rules on one thread, in order of
/// arrival.
///
/// Windows slide on event time and are closed: events whose times differ by exactly the timespan
/// are in one window, so five failures at seconds 0, 15, 30, 45 and 60 are five in 60 s. What an
/// episode is, and what becomes of late events, is said at [Tracker]; what is kept of a group, at
/// [EventRings]. An event in a known group that fires nothing allocates nothing.
///
/// Event times come from logs, so from anybody: a time in the future moves its group's window
/// there, and makes the group's present events late. The caller, who knows the time of arrival,
/// holds such times down to it.
public final class Correlator {
  /// How many events may pass before memory is looked at again; each adds a block at most.
  private static final int EVENTS_BETWEEN_CHECKS = 64;

  private final List<CorrelationRule> rules;
  private final long hashSeed;
  private final Wiring wiring;
  private final Feed[][] feeds;
  private final Arena arena = new Arena();
  private final List<Tracker> trackers = new ArrayList<>();
  private final Arrival[]
      arrivals; // by tracker, as a nested event arrives while its cause is at work
  private final int[] handles; // by tracker
  private final CorrelationLimits limits;
  private final Relay relay = new Relay();
  private Sink sink = Sink.NONE;
  private int untilCheck = EVENTS_BETWEEN_CHECKS;

  /// Takes what correlations find, during [Correlator#accept].
  public interface Sink {
    /// A correlation came true.
    void matched(CorrelationMatch match);

    /// A further event belongs to an episode that was matched before.
    default void extended(CorrelationMatch.Extension extension) {}

    /// Nobody listens.
    Sink NONE = match -> {};
  }

  /// @param rules in any order; those that others refer to are among them
  /// @throws IllegalArgumentException when rules refer to each other in a circle, or one cannot be
  ///   correlated
  public Correlator(List<CorrelationRule> rules, CorrelationLimits limits) {
    this(rules, limits, new SecureRandom());
  }

  /// @param random seeds the hashing of group keys; results do not depend on it
  public Correlator(List<CorrelationRule> rules, CorrelationLimits limits, RandomGenerator random) {
    this.rules = List.copyOf(rules);
    this.limits = limits;
    this.hashSeed = random.nextLong();
    this.wiring = new Wiring(rules);
    this.feeds = wiring.feeds();
    this.handles = new int[rules.size()];
    this.arrivals = new Arrival[rules.size()];
    for (int tracker = 0; tracker < handles.length; tracker++) {
      handles[tracker] = wiring.handleOf(rules.get(tracker).header().id());
      arrivals[tracker] = new Arrival(relay);
    }
    startEmpty();
  }

  /// The fields of a match of this rule whose values [#accept] wants, in slot order; empty when
  /// only its occurrence counts.
  public List<String> capturedFields(String ruleId) {
    return wiring.fieldsOf(ruleId);
  }

  /// Whether any correlation looks at matches of the rule.
  public boolean uses(String ruleId) {
    return wiring.isFed(ruleId);
  }

  /// The number by which [#accept] knows the rule; negative when no correlation uses it.
  public int handleOf(String ruleId) {
    return wiring.isFed(ruleId) ? wiring.handleOf(ruleId) : -1;
  }

  /// Takes one match of an event rule.
  ///
  /// @param ruleHandle from [#handleOf]; a negative one is ignored
  /// @param timeNanos of the event, since 1970
  /// @param values of [#capturedFields], null where the event lacks one; may be reused by the
  ///   caller
  /// @param evidence whatever leads the caller back to the event
  public void accept(
      int ruleHandle, long timeNanos, byte[] @Nullable [] values, long evidence, Sink sink) {
    if (ruleHandle < 0) {
      return;
    }
    this.sink = sink;
    spread(ruleHandle, timeNanos, values, evidence, Kind.MATCH);
    if (--untilCheck <= 0) {
      untilCheck = EVENTS_BETWEEN_CHECKS;
      keepToLimits();
    }
  }

  public CorrelationStats stats() {
    CorrelationStats all = new Counts().with(0, 0);
    for (Tracker tracker : trackers) {
      all = all.plus(tracker.stats());
    }
    return all;
  }

  /// The rules, as they were given.
  public List<CorrelationRule> rules() {
    return rules;
  }

  /// Tells every reference that a match may soon ask for: of each group the first and the last.
  public void tellEvidence(LongConsumer told) {
    trackers.forEach(tracker -> tracker.tellEvidence(told));
  }

  /// The state of all windows, for [#restore].
  public byte[] snapshot() {
    return new Snapshots(trackers).write();
  }

  /// Takes over the windows of those correlations that are the same as when the snapshot was made;
  /// whatever was there before is forgotten.
  ///
  /// @return how many correlations found their windows
  /// @throws CorruptSnapshotException when the bytes are no snapshot; all windows are empty then
  public int restore(byte[] snapshot) {
    startEmpty();
    try {
      return new Snapshots(trackers).read(snapshot);
    } catch (CorruptSnapshotException e) {
      startEmpty();
      throw e;
    }
  }

  /// Forgets all windows, for events that begin anew at an earlier time.
  public void startAnew() {
    startEmpty();
  }

  /// What the blocks of all groups were cut from.
  long reservedBytes() {
    return arena.reservedBytes();
  }

  private enum Kind {
    MATCH,
    EXTENSION
  }

  private void startEmpty() {
    arena.clear();
    trackers.clear();
    rules.forEach(rule -> trackers.add(new Tracker(rule, arena, limits, hashSeed)));
  }

  private void spread(
      int handle, long timeNanos, byte[] @Nullable [] values, long evidence, Kind kind) {
    for (Feed feed : feeds[handle]) {
      Tracker tracker = trackers.get(feed.tracker());
      if (kind == Kind.EXTENSION && !tracker.asksForPresence()) {
        continue;
      }
      Arrival arrival = arrivals[feed.tracker()];
      arrival.feed = feed;
      arrival.nanos = timeNanos;
      arrival.values = values;
      arrival.evidence = evidence;
      tracker.accept(arrival);
    }
  }

  private void keepToLimits() {
    while (bytes() > limits.maxBytes() && biggest().evictStalest()) {}
    if (arena.worthCompacting()) {
      arena.beginMove();
      trackers.forEach(Tracker::move);
      arena.endMove();
    }
  }

  private long bytes() {
    long bytes = 0;
    for (int i = 0; i < trackers.size(); i++) {
      bytes += trackers.get(i).bytes();
    }
    return bytes;
  }

  private Tracker biggest() {
    Tracker biggest = trackers.getFirst();
    for (Tracker tracker : trackers) {
      biggest = tracker.bytes() > biggest.bytes() ? tracker : biggest;
    }
    return biggest;
  }

  /// Hands what a correlation found to the sink, and to the correlations above it. They see an
  /// episode as one event; those that ask whether something was there (temporal, value_count) see
  /// that it goes on as well, else a success after an hour of failures would follow nothing.
  private final class Relay implements Arrival.Outlet {
    @Override
    public void matched(Tracker from, Arrival cause, CorrelationMatch match) {
      if (from.rule.alerts()) {
        sink.matched(match);
      }
      pass(cause, match.lastNanos(), Kind.MATCH);
    }

    @Override
    public void extended(Tracker from, Arrival cause, Arrival.Extended extended) {
      if (from.rule.alerts()) {
        sink.extended(
            new CorrelationMatch.Extension(
                extended.episode().id,
                from.rule,
                extended.timeNanos(),
                extended.episode().count,
                extended.value(),
                cause.evidence,
                () -> from.named(extended.group())));
      }
      pass(cause, extended.timeNanos(), Kind.EXTENSION);
    }

    private void pass(Arrival cause, long timeNanos, Kind kind) {
      int handle = handles[cause.feed.tracker()];
      if (feeds[handle].length > 0) {
        spread(handle, timeNanos, cause.handOn(), cause.evidence, kind);
      }
    }
  }
}
