package io.ironpost.cli.replay;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.logs.syslog.TimestampContext;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What the timestamps of a log leave out.
final class TimeOptions {
  /// Times are nanoseconds since 1970 in 64 bits, which end in April 2262.
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 2261;
  private static final int NO_YEAR = Integer.MIN_VALUE;

  @ArgGroup private Reference reference = new Reference();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "The zone of timestamps that name none, as Europe/Berlin or +02:00. Default: this"
              + " system's.")
  private String zone = "";

  /// Either, not both.
  static final class Reference {
    @Option(
        names = "--year",
        paramLabel = "YEAR",
        description = "The year in which the log begins, for timestamps without one.")
    private int year = NO_YEAR;

    @Option(
        names = "--reference",
        paramLabel = "DATE",
        description =
            "The day on which the log ends, as 2026-01-31. Default: when the file was last"
                + " written.")
    private String date = "";
  }

  SourceTimes times(InstantSource clock) {
    ZoneId where = zone();
    if (reference.year != NO_YEAR) {
      return new SourceTimes(where, TimestampContext.endingOn(lastDay(reference.year)), clock);
    }
    return reference.date.isEmpty()
        ? SourceTimes.guessed(where, clock)
        : new SourceTimes(where, TimestampContext.endingOn(day(reference.date)), clock);
  }

  private static LocalDate lastDay(int year) {
    requireInRange("--year", year);
    Year of = Year.of(year);
    return of.atDay(of.length());
  }

  private static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      requireInRange("--reference", day.getYear());
      return day;
    } catch (DateTimeException e) {
      throw new Refusal(
          Exit.PROBLEM,
          "--reference takes a date as 2026-01-31, not " + SafeText.of(text) + ".",
          e);
    }
  }

  private static void requireInRange(String option, int year) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new Refusal(
          Exit.PROBLEM,
          "%s takes a year from %d to %d, not %d.".formatted(option, FIRST_YEAR, LAST_YEAR, year));
    }
  }

  private ZoneId zone() {
    try {
      return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new Refusal(
          Exit.PROBLEM,
          "--zone takes a zone as Europe/Berlin or +02:00, not " + SafeText.of(zone) + ".",
          e);
    }
  }
}
