package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.time.DateTimeException;
import java.time.Instant;

/// An entry as this program writes feeds: `203.0.113.0/24`, or with an end of its own `203.0.113.9
/// until=2026-11-23T12:00:00Z`. Every list of plain addresses is one of these.
final class FeedEntry {
  private static final String UNTIL = " until=";

  private FeedEntry() {}

  static String text(IpPrefix prefix, long untilSecond) {
    return untilSecond == FeedSet.Family.NO_END
        ? prefix.toString()
        : prefix + UNTIL + Instant.ofEpochSecond(untilSecond);
  }

  static void read(String line, FeedHarvest harvest, Place place) {
    int at = line.indexOf(UNTIL);
    if (at < 0) {
      harvest.take(line, place);
      return;
    }
    try {
      Instant until = Instant.parse(line.substring(at + UNTIL.length()));
      harvest.take(line.substring(0, at), place, until.getEpochSecond());
    } catch (DateTimeException _) {
      harvest.problem(place.plus(at + UNTIL.length()), "no time as 2026-11-23T12:00:00Z");
    }
  }
}
