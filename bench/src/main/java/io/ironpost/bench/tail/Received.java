package io.ironpost.bench.tail;

import io.ironpost.core.event.Batch;
import io.ironpost.logs.collect.Newlines;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// What the collector handed on, and the positions that a checkpoint would have.
final class Received {
  /// Digits that each line begins with.
  static final int DIGITS = 10;

  private final BitSet once = new BitSet();
  private final Map<String, String> positions = new HashMap<>();
  private long lines;
  private long doubled;

  synchronized void take(Batch batch) {
    int start = 0;
    while (start < batch.length()) {
      count(number(batch.bytes(), start));
      start = Newlines.nextOrEnd(batch.bytes(), start, batch.length()) + 1;
    }
    Batch.Position position = batch.position();
    if (position.value().isEmpty()) {
      positions.remove(position.key());
    } else {
      positions.put(position.key(), position.value());
    }
    batch.done();
  }

  private static int number(byte[] bytes, int start) {
    int number = 0;
    for (int at = start; at < start + DIGITS; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  private void count(int line) {
    lines++;
    if (once.get(line)) {
      doubled++;
    }
    once.set(line);
  }

  synchronized long lines() {
    return lines;
  }

  synchronized boolean has(int line) {
    return once.get(line);
  }

  synchronized long doubled() {
    return doubled;
  }

  /// Of the lines 0 to `written` those that never came.
  synchronized long lost(long written) {
    return written - once.cardinality();
  }

  synchronized Map<String, String> positions() {
    return Map.copyOf(positions);
  }
}
