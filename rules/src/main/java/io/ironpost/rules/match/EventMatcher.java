package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.Logsource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Matches records against the rules of an engine, on one thread.
public final class EventMatcher {
  private final RuleEngine engine;
  private final LongSupplier nanoClock;
  private @Nullable Lane[] lanes = new Lane[16];
  private int candidateEvents;

  /// What this thread needs for one logsource.
  private record Lane(Group group, EventState state, BitSet admitted) {}

  EventMatcher(RuleEngine engine, LongSupplier nanoClock) {
    this.engine = engine;
    this.nanoClock = nanoClock;
  }

  /// Finds every rule that the record matches. Linear in the record's bytes for a quiet one.
  public void match(EventRecord record, MatchSink sink) {
    Lane lane = lane(record.logsource());
    EventState state = lane.state;
    Group group = lane.group;
    state.begin(record);
    group.scan(record, state);
    int woken = state.wokenCount();
    int[] always = group.always();
    if (woken + always.length == 0) {
      return;
    }
    boolean timed = (++candidateEvents & CompiledRule.SAMPLE_EVERY - 1) == 0;
    for (int i = 0; i < woken; i++) {
      evaluate(lane, state.woken(i), timed, record, sink);
    }
    for (int rule : always) {
      evaluate(lane, rule, timed, record, sink);
    }
  }

  private void evaluate(Lane lane, int rule, boolean timed, EventRecord record, MatchSink sink) {
    CompiledRule compiled = lane.group.rule(rule);
    if (!lane.admitted.get(rule) || compiled.isParked()) {
      return;
    }
    boolean holds =
        timed ? timed(lane, rule, compiled, record) : lane.group.holds(rule, lane.state);
    if (holds) {
      compiled.hit();
      sink.matched(compiled, record);
    }
  }

  private boolean timed(Lane lane, int rule, CompiledRule compiled, EventRecord record) {
    long before = nanoClock.getAsLong();
    boolean holds = lane.group.holds(rule, lane.state);
    long lineBytes = record.lineEnd() - (long) record.lineStart();
    EngineLimits limits = engine.limits();
    compiled.took(
        nanoClock.getAsLong() - before, limits.ruleNanos() + lineBytes * limits.nanosPerByte());
    return holds;
  }

  private Lane lane(Logsource logsource) {
    int id = logsource.id();
    if (id < lanes.length) {
      Lane known = lanes[id];
      if (known != null) {
        return known;
      }
    }
    return newLane(logsource);
  }

  private Lane newLane(Logsource logsource) {
    if (logsource.id() >= lanes.length) {
      lanes = Arrays.copyOf(lanes, Math.max(logsource.id() + 1, lanes.length * 2));
    }
    Group group = engine.group(logsource);
    EventState state = stateOf(group);
    Lane lane = new Lane(group, state, group.admitted(logsource));
    lanes[logsource.id()] = lane;
    return lane;
  }

  /// Logsources that differ in service only share their group and so the state.
  private EventState stateOf(Group group) {
    for (Lane lane : lanes) {
      if (lane != null && lane.group == group) {
        return lane.state;
      }
    }
    return new EventState(group);
  }
}
