package io.ironpost.rules.judge;

import java.util.ArrayDeque;

/// Match buffers that are used again once they are settled.
final class HitsPool {
  /// As many as batches are under way with two workers, and some to spare.
  private static final int MAX_FREE = 16;

  private final ArrayDeque<Hits> free = new ArrayDeque<>();

  synchronized Hits take() {
    Hits known = free.pollLast();
    return known == null ? new Hits() : known;
  }

  synchronized void giveBack(Hits hits) {
    hits.clear();
    if (free.size() < MAX_FREE) {
      free.addLast(hits);
    }
  }
}
