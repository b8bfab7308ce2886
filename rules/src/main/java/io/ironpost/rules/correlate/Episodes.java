package io.ironpost.rules.correlate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The episodes of a correlation's groups: from the event at which the condition came true to the
/// event at which it no longer was. Few groups ever have one, so they are plain objects.
final class Episodes {
  /// Late events can start episodes in the past; of one group so many are remembered.
  static final int MAX_PER_GROUP = 4;

  private final GroupTable groups;
  private final List<@Nullable Episode> episodes = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  Episodes(GroupTable groups) {
    this.groups = groups;
  }

  @Nullable Episode newest(int group) {
    int place = groups.get(group, GroupTable.EPISODE);
    return place == 0 ? null : episodes.get(place - 1);
  }

  /// The episode that the window `[from, to]` (ticks) belongs to.
  @Nullable Episode overlapping(int group, long from, long to) {
    for (Episode at = newest(group); at != null; at = at.older) {
      if (from <= at.last && to >= at.first) {
        return at;
      }
    }
    return null;
  }

  /// Adds the group's newest episode.
  void begin(int group, Episode episode) {
    int place = groups.get(group, GroupTable.EPISODE);
    if (place == 0) {
      place = free.isEmpty() ? episodes.size() + 1 : free.removeLast();
      if (place > episodes.size()) {
        episodes.add(null);
      }
      groups.set(group, GroupTable.EPISODE, place);
    }
    episode.older = episodes.get(place - 1);
    episodes.set(place - 1, episode);
    episode.limit(MAX_PER_GROUP);
  }

  /// Adds an episode before the newest, which goes on.
  void insertBehindNewest(int group, Episode episode) {
    Episode newest = newest(group);
    if (newest == null) {
      begin(group, episode);
      return;
    }
    episode.older = newest.older;
    newest.older = episode;
    newest.limit(MAX_PER_GROUP);
  }

  void forget(int group) {
    int place = groups.get(group, GroupTable.EPISODE);
    if (place != 0) {
      episodes.set(place - 1, null);
      free.add(place);
      groups.set(group, GroupTable.EPISODE, 0);
    }
  }

  long bytes() {
    return 64L * (episodes.size() - free.size());
  }

  /// One of them; times in ticks.
  static final class Episode {
    final long id;
    long first;
    long last;
    long count;
    boolean open;
    @Nullable Episode older;

    Episode(long id, long first, long last, long count, boolean open) {
      this.id = id;
      this.first = first;
      this.last = last;
      this.count = count;
      this.open = open;
    }

    void extend(long time) {
      first = Math.min(first, time);
      last = Math.max(last, time);
      count++;
    }

    private void limit(int length) {
      Episode at = this;
      for (int i = 1; i < length && at != null; i++) {
        at = at.older;
      }
      if (at != null) {
        at.older = null;
      }
    }
  }
}
