package io.ironpost.cli.replay;

import io.ironpost.cli.engine.SourceTimes;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What the timestamps of a log leave out.
final class TimeOptions {
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
    private int year;

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
    if (reference.year != 0) {
      return new SourceTimes(where, endOf(lastDay(reference.year), where), clock);
    }
    return reference.date.isEmpty()
        ? SourceTimes.guessed(where, clock)
        : new SourceTimes(where, endOf(day(reference.date), where), clock);
  }

  private static Instant endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
  }

  private static LocalDate lastDay(int year) {
    if (year < 1970 || year > 9999) {
      throw new Refusal(Exit.PROBLEM, "--year takes a year from 1970 to 9999, not " + year + ".");
    }
    Year of = Year.of(year);
    return of.atDay(of.length());
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Refusal(
          Exit.PROBLEM,
          "--reference takes a date as 2026-01-31, not " + SafeText.of(text) + ".",
          e);
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
