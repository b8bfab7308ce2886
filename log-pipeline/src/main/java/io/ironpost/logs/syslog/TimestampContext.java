package io.ironpost.logs.syslog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What RFC 3164 leaves out of its timestamps: the year and the zone (§4.1.2, `Mmm dd hh:mm:ss`).
///
/// The year is the latest in which the timestamp is not more than a day after the reference: for a
/// file the time it was last written, for the network the present. Within a file time goes forward:
/// a timestamp more than half a year before the last one is of the next year, one more than half a
/// year after it of the last.
///
/// @param reference the time that the timestamps lead up to
/// @param zone the zone of timestamps without an offset
/// @param ordered whether the lines come in the order they were written, as in a file; on the
///   network a stranger's timestamps must not move the year of others
public record TimestampContext(InstantSource reference, ZoneId zone, boolean ordered) {
  /// For lines as they happen.
  public static TimestampContext live(InstantSource clock, ZoneId zone) {
    return new TimestampContext(clock, zone, false);
  }

  /// For a file last written at `lastWritten`.
  public static TimestampContext file(Instant lastWritten, ZoneId zone) {
    return new TimestampContext(InstantSource.fixed(lastWritten), zone, true);
  }

  /// The reference of a log that is known to end on `lastDay`: the day of grace is over with it, or
  /// the first of January would be of the year after. Years are told apart by local time, so the
  /// end of the day is that of the clock on the wall, whatever the zone.
  public static Instant endingOn(LocalDate lastDay) {
    return lastDay.atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1);
  }
}
