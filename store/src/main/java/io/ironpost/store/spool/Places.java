package io.ironpost.store.spool;

import io.ironpost.store.spool.ReaderTable.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Where each reader stands, now and as last made durable. What has left the spool must be judged
/// by the second: a place that a crash turns back must still find its entries.
final class Places {
  private final Map<String, Place> now;
  private Map<String, Place> durable;
  private long retainFrom = 1;
  private boolean changed;

  Places(Map<String, Place> durable) {
    this.durable = Map.copyOf(durable);
    this.now = new HashMap<>(durable);
  }

  synchronized boolean has(String name) {
    return now.containsKey(name);
  }

  synchronized void put(String name, Place place) {
    if (!now.containsKey(name) && now.size() >= ReaderTable.MAX_READERS) {
      throw new IllegalStateException(
          "a spool has at most %d readers; forget some first".formatted(ReaderTable.MAX_READERS));
    }
    now.put(name, place);
    changed = true;
  }

  /// Moves a reader that was not forgotten meanwhile. Returns whether this is the first change
  /// since the last save.
  synchronized boolean move(String name, Place place) {
    boolean first = !changed;
    if (now.replace(name, place) == null) {
      return false;
    }
    changed = true;
    return first;
  }

  synchronized void forget(String name) {
    changed |= now.remove(name) != null;
  }

  synchronized Place of(String name) {
    return now.getOrDefault(name, new Place(0, 0));
  }

  synchronized Map<String, Place> all() {
    return new TreeMap<>(now);
  }

  synchronized void retainFrom(long sequence) {
    retainFrom = sequence;
  }

  /// What is to be saved, and no longer counts as changed.
  synchronized Map<String, Place> takeChanged() {
    changed = false;
    return new TreeMap<>(now);
  }

  synchronized boolean isChanged() {
    return changed;
  }

  synchronized void saved(Map<String, Place> places) {
    durable = Map.copyOf(places);
  }

  synchronized void notSaved() {
    changed = true;
  }

  /// Entries before this one are needed by nobody: every reader is done with them, durably, and the
  /// checkpoint is behind them.
  synchronized long neededFrom() {
    long needed = retainFrom;
    for (String name : now.keySet()) {
      Place place = durable.get(name);
      needed = Math.min(needed, place == null ? 0 : place.acknowledged() + 1);
    }
    return needed;
  }
}
