package io.ironpost.ebpf.detect;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A bounded table of what is known of sources, targets or pairs of them.
///
/// Sets of eight places, found by a seeded hash: finding, adding and letting go cost the same
/// whatever comes. In a full set the place with the least evidence goes, and among equals the one
/// untouched the longest. So a hundred thousand spoofed sources with one packet each push out one
/// another, not the scanner that has tried ten ports; each one pushed out while its window was open
/// is counted. Tracks are made when first needed: an idle host pays for the array only.
final class Tracks<T extends Track> {
  private static final int WAYS = 8;

  private final Track[] places;
  private final long[] hashes; // of the keys, side by side: eight are one line of the cache
  private final int sets;
  private final long seed;
  private final long windowNanos;
  private final Supplier<T> make;
  private final LongAdder evicted = new LongAdder();

  /// @param capacity rounded up to a power of two
  /// @param windowNanos untouched for longer than this a track is worth nothing
  Tracks(int capacity, long windowNanos, long seed, Supplier<T> make) {
    int rounded = Integer.highestOneBit(Math.max(WAYS, capacity) * 2 - 1);
    places = new Track[rounded];
    hashes = new long[rounded];
    sets = rounded / WAYS;
    this.windowNanos = windowNanos;
    this.seed = seed;
    this.make = make;
  }

  private int set(long hash) {
    return ((int) hash & sets - 1) * WAYS;
  }

  @SuppressWarnings("unchecked") // only `make` fills the places
  private T at(int place) {
    return (T) places[place];
  }

  @Nullable T find(long a, long b, long c) {
    long hash = Hash.of(seed, a, b, c);
    int from = set(hash);
    for (int place = from; place < from + WAYS; place++) {
      if (hashes[place] == hash && places[place] != null && places[place].is(a, b, c)) {
        return at(place);
      }
    }
    return null;
  }

  /// The track of this key, a new one when there is none; touched now.
  T obtain(long a, long b, long c, long nowNanos) {
    T known = find(a, b, c);
    if (known != null) {
      known.touch(nowNanos);
      return known;
    }
    long hash = Hash.of(seed, a, b, c);
    int place = room(set(hash), nowNanos);
    hashes[place] = hash;
    T track = at(place);
    track.take(a, b, c, nowNanos);
    return track;
  }

  /// A place in a set: a new one, or that of whoever is let go of.
  private int room(int from, long nowNanos) {
    int victim = from;
    long least = Long.MAX_VALUE;
    for (int place = from; place < from + WAYS; place++) {
      Track track = places[place];
      if (track == null) {
        places[place] = make.get();
        return place;
      }
      long worth = worth(track, nowNanos);
      if (worth < least || worth == least && isOlder(place, victim)) {
        least = worth;
        victim = place;
      }
    }
    if (least >= 0) {
      evicted.increment();
    }
    return victim;
  }

  private boolean isOlder(int place, int than) {
    return places[place].lastNanos() < places[than].lastNanos();
  }

  /// Below zero when nothing is lost by letting go.
  private long worth(Track track, long nowNanos) {
    if (track.isInEpisode(nowNanos)) {
      return Integer.MAX_VALUE;
    }
    return nowNanos - track.lastNanos() > windowNanos ? -1 : track.weight();
  }

  /// How many were let go of while they could still have become something.
  long evicted() {
    return evicted.sum();
  }
}
