package io.ironpost.daemon.control;

import io.ironpost.ebpf.blocklist.FeedImport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Feeds that are on their way in.
///
/// A list has a million lines, some 16 MB, and a request has room for 64 KB. So a feed comes in
/// parts: one request says what it is, many bring its entries, one ends it. What nobody ends is
/// thrown away.
final class FeedImports {
  /// One person, and one who tries again after something went wrong.
  private static final int MAX_OPEN = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<String, Coming> open = new LinkedHashMap<>();
  private long last;

  FeedImports(InstantSource clock) {
    this.clock = clock;
  }

  private record Coming(FeedImport feed, Instant heardOf) {}

  /// Its id; empty when too many are open.
  synchronized Optional<String> begin(FeedImport feed) {
    throwAwayForgotten();
    if (open.size() >= MAX_OPEN) {
      return Optional.empty();
    }
    String id = Long.toString(++last);
    open.put(id, new Coming(feed, clock.instant()));
    return Optional.of(id);
  }

  private void throwAwayForgotten() {
    Instant before = clock.instant().minus(PATIENCE);
    for (Iterator<Coming> each = open.values().iterator(); each.hasNext(); ) {
      if (each.next().heardOf().isBefore(before)) {
        each.remove();
      }
    }
  }

  synchronized Optional<FeedImport> find(String id) {
    return Optional.ofNullable(
            open.computeIfPresent(id, (_, coming) -> new Coming(coming.feed(), clock.instant())))
        .map(Coming::feed);
  }

  /// It is not open any longer.
  synchronized Optional<FeedImport> end(String id) {
    return Optional.ofNullable(open.remove(id)).map(Coming::feed);
  }
}
