package io.ironpost.rules.correlate;

import io.ironpost.rules.correlate.Episodes.Episode;
import io.ironpost.rules.model.CorrelationRule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Puts together what is said of a window that came true.
final class MatchMaker {
  private final CorrelationRule rule;
  private final Ticks ticks;
  private final GroupTable groups;
  private final EventRings rings;
  private final int evidenceEachEnd;
  private final long ruleHash;

  MatchMaker(
      CorrelationRule rule, Ticks ticks, GroupTable groups, EventRings rings, int evidenceEachEnd) {
    this.rule = rule;
    this.ticks = ticks;
    this.groups = groups;
    this.rings = rings;
    this.evidenceEachEnd = evidenceEachEnd;
    byte[] id = rule.header().id().getBytes(StandardCharsets.UTF_8);
    this.ruleHash = KeyBuffer.hash(0, id, id.length);
  }

  /// @param from first entry of the window
  /// @param to after its last entry
  /// @param end of the window
  /// @param trigger time of the event that made it true
  CorrelationMatch of(int group, int from, int to, long end, long trigger, double value) {
    byte[] key = groups.keys().key(group);
    long count = 0;
    for (int index = from; index < to; index++) {
      count += rings.weight(group, index);
    }
    return new CorrelationMatch(
        KeyBuffer.mix(KeyBuffer.hash(ruleHash, key, key.length) ^ trigger),
        rule,
        named(key),
        ticks.toNanos(rings.time(group, from)),
        ticks.toNanos(end),
        count,
        value,
        evidence(group, from, to));
  }

  Episode episode(CorrelationMatch match, boolean open) {
    return new Episode(
        match.id(), ticks.at(match.firstNanos()), ticks.at(match.lastNanos()), match.count(), open);
  }

  /// The values of a key, as they were captured.
  byte[][] values(byte[] key) {
    int fields = rule.groupBy().size();
    if (fields == 1) {
      return new byte[][] {key};
    }
    byte[][] values = new byte[fields][];
    int at = 0;
    for (int field = 0; field < fields; field++) {
      int length = (key[at] & 0xFF) << 8 | (key[at + 1] & 0xFF);
      values[field] = Arrays.copyOfRange(key, at + 2, at + 2 + length);
      at += 2 + length;
    }
    return values;
  }

  /// The values of a key with their names.
  Map<String, String> named(byte[] key) {
    byte[][] values = values(key);
    List<String> names = rule.groupBy();
    Map<String, String> named = new LinkedHashMap<>();
    for (int field = 0; field < names.size(); field++) {
      named.put(names.get(field), new String(values[field], StandardCharsets.UTF_8));
    }
    return Collections.unmodifiableMap(named);
  }

  /// Of all that the group keeps, the first and the last references.
  void tellEvidence(int group, LongConsumer told) {
    for (long reference : evidence(group, 0, rings.size(group))) {
      told.accept(reference);
    }
  }

  private long[] evidence(int group, int from, int to) {
    if (!rings.keepsEvidence()) {
      return new long[0];
    }
    int head = Math.min(to - from, evidenceEachEnd);
    int tail = Math.min(to - from - head, evidenceEachEnd);
    long[] evidence = new long[head + tail];
    for (int i = 0; i < head; i++) {
      evidence[i] = rings.evidence(group, from + i);
    }
    for (int i = 0; i < tail; i++) {
      evidence[head + i] = rings.evidence(group, to - tail + i);
    }
    return evidence;
  }
}
