package io.ironpost.rules.judge;

import java.util.LinkedHashMap;
import java.util.Map;

/// The findings of episodes that may still go on; the one that was quiet the longest goes first.
final class Episodes<F> extends LinkedHashMap<Long, F> {
  /// As many as the groups of one correlation.
  static final int MAX_EPISODES = 100_000;

  private static final long serialVersionUID = 1L;

  Episodes() {
    super(64, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<Long, F> eldest) {
    return size() > MAX_EPISODES;
  }
}
