package io.ironpost.daemon.engine;

import io.ironpost.logs.syslog.TimestampContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/// What the timestamps of a source leave out, taken from what is known: what the user said, else
/// when the file was last written, else now.
///
/// @param said [Instant#MAX] when the user said nothing, [Instant#MIN] for lines as they come
public record SourceTimes(ZoneId zone, Instant said, InstantSource clock) {
  public static SourceTimes guessed(ZoneId zone, InstantSource clock) {
    return new SourceTimes(zone, Instant.MAX, clock);
  }

  /// For lines as they come: they lead up to the present. In a file they are in order; among
  /// strangers on the network one must not move the year of the others.
  public static SourceTimes live(ZoneId zone, InstantSource clock) {
    return new SourceTimes(zone, Instant.MIN, clock);
  }

  TimestampContext of(String source) {
    if (said.equals(Instant.MIN)) {
      return new TimestampContext(clock, zone, source.startsWith("/"));
    }
    Instant reference = said.equals(Instant.MAX) ? lastWritten(source) : said;
    return TimestampContext.file(reference, zone);
  }

  private Instant lastWritten(String source) {
    try {
      Path file = Path.of(source);
      return Files.isRegularFile(file)
          ? Files.getLastModifiedTime(file).toInstant()
          : clock.instant();
    } catch (IOException | InvalidPathException _) {
      return clock.instant();
    }
  }
}
