package io.ironpost.rules.correlate;

import io.ironpost.rules.correlate.Episodes.Episode;
import io.ironpost.rules.model.CorrelationRule;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One correlation at work: finds the event's group, moves its window on, asks the measure, and
/// keeps the episode.
///
/// The condition is asked at each event, for the closed window `[t - timespan, t]` that ends at it.
/// It becomes true: a match. It stays true from event to event: the same episode, which the event
/// extends. It is false at an event, or the window was empty before it: the episode is over, and
/// the next truth is a new match. So `lt` and `lte` are true from a group's first event on, as in
/// the engines that evaluate per event; nothing fires because time passes.
///
/// A late event goes to its place. If one of the windows that now contain it holds, it extends the
/// episode which that window overlaps, or else is a match of its own.
final class Tracker {
  /// Sources are not read in step: after a pause one may be this much of event time behind another,
  /// whose events must not end its windows.
  private static final Duration APART = Duration.ofHours(1);

  final CorrelationRule rule;
  final Ticks ticks;
  final GroupTable groups;
  final EventRings rings;
  final Measure measure;
  final Episodes episodes;
  final Thinning thinning;
  private final LateWindows lateWindows;
  private final MatchMaker matches;
  private final Counts counts = new Counts();
  private final KeyBuffer key;
  private final int maxGroups;
  private final long apart; // in ticks
  private long definition; // 0: not asked for yet

  Tracker(CorrelationRule rule, Arena arena, CorrelationLimits limits, long hashSeed) {
    this.rule = rule;
    this.ticks = Ticks.of(rule.timespan(), limits.lateness());
    this.groups = new GroupTable(arena, limits.maxGroups());
    this.key = new KeyBuffer(hashSeed);
    this.maxGroups = limits.maxGroups();
    this.apart = APART.dividedBy(Duration.ofNanos(ticks.nanos()));
    Measures measures = new Measures(groups, arena, hashSeed, limits.maxEventsPerGroup());
    this.measure = measures.of(rule, ticks);
    this.rings = new EventRings(groups, arena, measure, limits.evidenceEachEnd() > 0);
    this.episodes = new Episodes(groups);
    int maxEntries = measures.maxEntries(rule, ticks, measure);
    this.thinning = new Thinning(groups, rings, measure, counts, maxEntries, ticks.kept());
    this.lateWindows = new LateWindows(groups, rings, measure, ticks.span());
    this.matches = new MatchMaker(rule, ticks, groups, rings, limits.evidenceEachEnd());
  }

  void accept(Arrival arrival) {
    if (!readKey(arrival.feed, arrival.values)) {
      counts.missingGroup++;
      return;
    }
    if (!measure.read(arrival.feed, arrival.values)) {
      counts.missingValue++;
      return;
    }
    long time = ticks.at(arrival.nanos);
    int hash = key.hash();
    int group = groups.find(key, hash);
    if (group == GroupTable.NONE) {
      group = addGroup(hash, time);
    } else if (time < groups.newest(group) - ticks.late()) {
      counts.late++;
      return;
    } else {
      groups.touch(group);
    }
    if (time >= groups.newest(group)) {
      onTime(group, time, arrival);
    } else {
      late(group, time, arrival);
    }
  }

  /// What a snapshot knows the rule by; hashed when a snapshot is first made.
  long definition() {
    if (definition == 0) {
      definition = Snapshots.definition(rule, ticks);
    }
    return definition;
  }

  CorrelationStats stats() {
    return counts.with(groups.size(), bytes());
  }

  long bytes() {
    return groups.keys().bytes() + rings.bytes() + measure.bytes() + episodes.bytes();
  }

  /// Gives up the stalest group; false when there is at most one, which may be in use.
  boolean evictStalest() {
    if (groups.size() <= 1) {
      return false;
    }
    counts.evicted++;
    remove(groups.stalest());
    return true;
  }

  /// Opens a group that a snapshot holds.
  int reopen(byte[] name, long newest) {
    key.clear().appendRaw(name);
    int hash = key.hash();
    if (groups.find(key, hash) != GroupTable.NONE) {
      throw new IllegalStateException("a group is there twice");
    }
    return addGroup(hash, newest);
  }

  /// Puts an entry back that a snapshot holds, in order of time.
  void putBack(int group, long time, long payload, int weight, long evidence) {
    long newest = groups.newest(group);
    int size = rings.size(group);
    boolean inOrder = size == 0 || rings.time(group, size - 1) <= time;
    if (!inOrder || weight < 1 || time > newest || time < newest - ticks.kept()) {
      throw new IllegalStateException("an event is outside of what its group keeps");
    }
    thinning.makeRoom(group);
    if (time >= newest - ticks.span()) {
      append(group, time, payload, weight, evidence);
    } else {
      rings.insert(group, rings.size(group), (int) time, payload, weight, evidence);
    }
  }

  /// Whether it asks what was there, and not how often or how much.
  boolean asksForPresence() {
    return measure instanceof RulesSeen
        || measure instanceof RulesInOrder
        || measure instanceof DistinctTally;
  }

  /// Takes all blocks along in a compaction of the arena.
  void move() {
    groups.keys().moveAll();
    groups.forEach(rings::move);
    measure.move();
  }

  private boolean readKey(Feed feed, byte[] @Nullable [] values) {
    int[] slots = feed.groupSlots();
    key.clear();
    for (int slot : slots) {
      byte[] value = values[slot];
      if (value == null) {
        return false;
      }
      if (slots.length == 1) {
        key.append(value);
      } else {
        key.appendPart(value);
      }
    }
    counts.cut += key.wasCut ? 1 : 0;
    return true;
  }

  private int addGroup(int hash, long time) {
    removeIfOver(groups.nextToAge(), time);
    removeIfOver(groups.nextToAge(), time);
    if (groups.size() >= maxGroups) {
      giveUp(groups.stalest(), time);
    }
    int group = groups.add(key, hash);
    measure.ensure(group + 1);
    groups.newest(group, time);
    return group;
  }

  private void removeIfOver(int group, long time) {
    if (group != GroupTable.NONE && isOver(group, time - apart)) {
      giveUp(group, time);
    }
  }

  private boolean isOver(int group, long time) {
    return groups.newest(group) < time - ticks.kept();
  }

  private void giveUp(int group, long time) {
    if (isOver(group, time)) {
      counts.expired++;
    } else {
      counts.evicted++;
    }
    remove(group);
  }

  private void remove(int group) {
    thinning.dropOldest(group, rings.size(group));
    measure.clear(group);
    rings.clear(group);
    episodes.forget(group);
    groups.remove(group);
  }

  private void onTime(int group, long time, Arrival arrival) {
    long payload = measure.payload(group);
    boolean wasEmpty = time - groups.newest(group) > ticks.span();
    moveOn(group, time);
    thinning.makeRoom(group);
    groups.newest(group, time);
    append(group, time, payload, 1, arrival.evidence);
    Episode episode = episodes.newest(group);
    boolean running = episode != null && episode.open && !wasEmpty;
    boolean holds = measure.holds(group, time - ticks.span());
    if (episode != null) {
      episode.open = running && holds;
    }
    if (!holds) {
      return;
    }
    double value = measure.value(group, time - ticks.span());
    if (episode != null && running) {
      extend(group, episode, time, value, arrival);
      return;
    }
    int size = rings.size(group);
    CorrelationMatch match =
        matches.of(group, size - groups.inWindow(group), size, time, time, value);
    episodes.begin(group, matches.episode(match, true));
    arrival.outlet.matched(this, arrival, match);
  }

  /// Appends an entry that is in the window.
  void append(int group, long time, long payload, int weight, long evidence) {
    rings.insert(group, rings.size(group), (int) time, payload, weight, evidence);
    measure.add(group, time, payload, weight);
    groups.inWindow(group, groups.inWindow(group) + 1);
  }

  /// Lets the window end at `time`: what is too old leaves it, what no late event can need goes.
  private void moveOn(int group, long time) {
    int size = rings.size(group);
    int first = size - groups.inWindow(group);
    while (first < size && rings.time(group, first) < time - ticks.span()) {
      thinning.leaveWindow(group, first);
      first++;
    }
    int drop = 0;
    while (drop < first && rings.time(group, drop) < time - ticks.kept()) {
      drop++;
    }
    thinning.dropOldest(group, drop);
  }

  private void late(int group, long time, Arrival arrival) {
    long payload = measure.payload(group);
    thinning.makeRoom(group);
    lateWindows.insert(group, time, payload, arrival.evidence);
    if (!lateWindows.find(group, time)) {
      return;
    }
    long end = lateWindows.end;
    Episode episode = episodes.overlapping(group, end - ticks.span(), end);
    if (episode != null) {
      extend(group, episode, time, lateWindows.value, arrival);
      return;
    }
    CorrelationMatch match =
        matches.of(group, lateWindows.from, lateWindows.to, end, time, lateWindows.value);
    episodes.insertBehindNewest(group, matches.episode(match, false));
    arrival.outlet.matched(this, arrival, match);
  }

  private void extend(int group, Episode episode, long time, double value, Arrival arrival) {
    episode.extend(time);
    arrival.outlet.extended(
        this, arrival, new Arrival.Extended(group, episode, ticks.toNanos(time), value));
  }

  /// The group-by names of a group with their values.
  Map<String, String> named(int group) {
    return matches.named(groups.keys().key(group));
  }

  /// The references of which a match now would carry some.
  void tellEvidence(LongConsumer told) {
    groups.forEach(group -> matches.tellEvidence(group, told));
  }
}
